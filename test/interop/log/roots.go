// Roots computed from the log's resources by golang.org/x/mod/sumdb/tlog and by transparency-dev/merkle.
package main

import (
	"context"
	"fmt"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api/layout"
	"golang.org/x/mod/sumdb/tlog"
)

// tiles gives x/mod's reader the tiles of a C2SP log: the same hashes under other names.
type tiles struct {
	ctx context.Context
	log *source
}

const tileHeight = 8

func (t tiles) Height() int                     { return tileHeight }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, 0, len(wanted))
	for _, tile := range wanted {
		body, err := t.log.ReadTile(t.ctx, uint64(tile.L), uint64(tile.N), uint8(tile.W%layout.TileWidth))
		if err != nil {
			return nil, err
		}
		if len(body) < tile.W*tlog.HashSize {
			return nil, fmt.Errorf("tile %s is cut off", tile.Path())
		}
		all = append(all, body[:tile.W*tlog.HashSize])
	}
	return all, nil
}

func (c *checker) sumdb(s *source) error {
	tree := tlog.Tree{N: int64(c.head.size), Hash: tlog.Hash(c.head.root)}
	reader := tlog.TileHashReader(tree, tiles{c.ctx, s})
	for _, index := range c.samples {
		entry, err := c.entry(s, index)
		if err != nil {
			return err
		}
		record, err := tlog.ProveRecord(tree.N, int64(index), reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(record, tree.N, tree.Hash, int64(index), tlog.RecordHash(entry)); err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
		from := int64(index) + 1
		old, err := tlog.TreeHash(from, reader)
		if err != nil {
			return err
		}
		growth, err := tlog.ProveTree(tree.N, from, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(growth, tree.N, tree.Hash, from, old); err != nil {
			return fmt.Errorf("size %d: %w", from, err)
		}
	}
	return nil
}

// rootsAt are the roots of the first entries, for each of the sizes, computed from the entries alone.
func rootsAt(ctx context.Context, s *source, sizes []uint64, held uint64) (map[uint64][]byte, error) {
	wanted := map[uint64]bool{}
	for _, size := range sizes {
		wanted[size] = true
	}
	roots := map[uint64][]byte{}
	tree := (&compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}).NewEmptyRange(0)
	for index := uint64(0); index*layout.EntryBundleWidth < held; index++ {
		raw, err := s.ReadEntryBundle(ctx, index, layout.PartialTileSize(0, index, held))
		if err != nil {
			return nil, err
		}
		hashes, err := leafHashes(raw)
		if err != nil {
			return nil, err
		}
		for _, hash := range hashes {
			if err := tree.Append(hash, nil); err != nil {
				return nil, err
			}
			if !wanted[tree.End()] {
				continue
			}
			if roots[tree.End()], err = tree.GetRootHash(nil); err != nil {
				return nil, err
			}
		}
	}
	if tree.End() != held {
		return nil, fmt.Errorf("%d entries, not %d", tree.End(), held)
	}
	return roots, nil
}

func rootOfEntries(ctx context.Context, s *source, size uint64) ([]byte, error) {
	roots, err := rootsAt(ctx, s, []uint64{size}, size)
	return roots[size], err
}

func tileName(level, index uint64, partial uint8) string {
	return layout.TilePath(level, index, partial)
}
func bundleName(index uint64, partial uint8) string { return layout.EntriesPath(index, partial) }
