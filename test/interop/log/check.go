// The checks, each by a library of its own, each with a control that must fail.
package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/api/layout"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
)

// head is a checkpoint that was opened.
type head struct {
	size uint64
	root []byte
}

type checker struct {
	ctx      context.Context
	log      *source
	verifier note.Verifier
	head     head
	samples  []uint64
}

func check(ctx context.Context, url, vkey string, samples int) error {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return err
	}
	log, err := open(url)
	if err != nil {
		return err
	}
	c := &checker{ctx: ctx, log: log, verifier: verifier}
	if c.head, err = c.checkpoint(log); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	fmt.Printf("%s, %d entries\n", verifier.Name(), c.head.size)
	if c.head.size < 2 {
		return errors.New("the log is too small to check anything")
	}
	c.samples = sample(c.head.size, samples)
	// One byte of one resource each.
	tile := tileName(0, 0, layout.PartialTileSize(0, 0, c.head.size))
	bundle := bundleName(0, layout.PartialTileSize(0, 0, c.head.size))
	for _, one := range []struct {
		name    string
		run     func(*source) error
		control string
	}{
		{"x/mod note: checkpoint", func(s *source) error { _, err := c.checkpoint(s); return err }, "checkpoint"},
		{"x/mod tlog: root, inclusion, consistency", c.sumdb, tile},
		{"transparency-dev/merkle: inclusion", c.inclusion, bundle},
		{"transparency-dev/merkle: consistency", c.consistency, tile},
		{"tessera client: bundles and range", c.bundles, bundle},
		{"tessera fsck: tiles", c.fsck, tile},
		{"tessera fsck: entries", c.fsck, bundle},
	} {
		if err := one.run(log); err != nil {
			return fmt.Errorf("%s: %w", one.name, err)
		}
		if err := one.run(log.with(flipped(one.control))); err == nil {
			return fmt.Errorf("%s: passes although a byte of %s was flipped", one.name, one.control)
		}
		fmt.Printf("ok  %s; with a byte of %s flipped it fails\n", one.name, one.control)
	}
	return nil
}

// sample is the first, the last, those around tiles' edges, and some at random, always the same.
func sample(size uint64, count int) []uint64 {
	indices := []uint64{0, size - 1, size / 2}
	for _, edge := range []uint64{254, 255, 256, 65_535, 65_536} {
		if edge < size {
			indices = append(indices, edge)
		}
	}
	random := rand.New(rand.NewSource(1))
	for len(indices) < count {
		indices = append(indices, uint64(random.Int63n(int64(size))))
	}
	return indices
}

func (c *checker) checkpoint(s *source) (head, error) {
	parsed, _, _, err := client.FetchCheckpoint(c.ctx, s.ReadCheckpoint, c.verifier, c.verifier.Name())
	if err != nil {
		return head{}, err
	}
	return head{parsed.Size, parsed.Hash}, nil
}

// entry is one leaf as the bundle holds it.
func (c *checker) entry(s *source, index uint64) ([]byte, error) {
	bundle, err := client.GetEntryBundle(c.ctx, s.ReadEntryBundle, index/layout.EntryBundleWidth, c.head.size)
	if err != nil {
		return nil, err
	}
	at := int(index % layout.EntryBundleWidth)
	if at >= len(bundle.Entries) {
		return nil, fmt.Errorf("bundle of entry %d is cut off", index)
	}
	return bundle.Entries[at], nil
}

func (c *checker) inclusion(s *source) error {
	builder, err := client.NewProofBuilder(c.ctx, c.head.size, s.ReadTile)
	if err != nil {
		return err
	}
	// The control flips the last byte of the first bundle, so its last entry is among those that are asked for.
	for _, index := range append(c.samples, lastOfBundle(c.head.size, 0)) {
		entry, err := c.entry(s, index)
		if err != nil {
			return err
		}
		hashes, err := builder.InclusionProof(c.ctx, index)
		if err != nil {
			return err
		}
		leaf := rfc6962.DefaultHasher.HashLeaf(entry)
		if err := proof.VerifyInclusion(rfc6962.DefaultHasher, index, c.head.size, leaf, hashes, c.head.root); err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
	}
	return nil
}

func lastOfBundle(size, bundle uint64) uint64 {
	return min((bundle+1)*layout.EntryBundleWidth, size) - 1
}

func (c *checker) consistency(s *source) error {
	builder, err := client.NewProofBuilder(c.ctx, c.head.size, s.ReadTile)
	if err != nil {
		return err
	}
	sizes := make([]uint64, 0, len(c.samples))
	for _, index := range c.samples {
		sizes = append(sizes, index+1)
	}
	roots, err := rootsAt(c.ctx, s, sizes, c.head.size)
	if err != nil {
		return err
	}
	for _, from := range sizes {
		hashes, err := builder.ConsistencyProof(c.ctx, from, c.head.size)
		if err != nil {
			return err
		}
		if err := proof.VerifyConsistency(rfc6962.DefaultHasher, from, c.head.size, hashes, roots[from], c.head.root); err != nil {
			return fmt.Errorf("size %d: %w", from, err)
		}
	}
	return nil
}

// bundles reads every entry and computes the root of them all.
func (c *checker) bundles(s *source) error {
	root, err := rootOfEntries(c.ctx, s, c.head.size)
	if err != nil {
		return err
	}
	if string(root) != string(c.head.root) {
		return errors.New("the root over all entries is not the one that was signed")
	}
	return nil
}

func (c *checker) fsck(s *source) error {
	return fsck.New(c.verifier.Name(), c.verifier, s, leafHashes, fsck.Opts{N: 4}).Check(c.ctx)
}

func leafHashes(raw []byte) ([][]byte, error) {
	bundle := api.EntryBundle{}
	if err := bundle.UnmarshalText(raw); err != nil {
		return nil, err
	}
	hashes := make([][]byte, 0, len(bundle.Entries))
	for _, entry := range bundle.Entries {
		hashes = append(hashes, rfc6962.DefaultHasher.HashLeaf(entry))
	}
	return hashes, nil
}
