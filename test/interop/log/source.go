// The log as it is served over HTTP, and the same log with one byte flipped, for the controls.
package main

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"sync"

	"github.com/transparency-dev/tessera/client"
)

// source is what Tessera's client and its fsck read.
type source struct {
	*client.HTTPFetcher
	mu   sync.Mutex
	kept map[string][]byte
	// flip changes a resource on its way; nil: as it is served.
	flip func(path string, body []byte) []byte
}

func open(prefix string) (*source, error) {
	at, err := url.Parse(prefix)
	if err != nil {
		return nil, err
	}
	fetcher, err := client.NewHTTPFetcher(at, http.DefaultClient)
	if err != nil {
		return nil, err
	}
	return &source{HTTPFetcher: fetcher, kept: map[string][]byte{}}, nil
}

// with is the same log, seen through a change.
func (s *source) with(flip func(string, []byte) []byte) *source {
	return &source{HTTPFetcher: s.HTTPFetcher, kept: s.kept, flip: flip}
}

// flipped changes the last byte of one resource.
func flipped(name string) func(string, []byte) []byte {
	return func(path string, body []byte) []byte {
		if path != name || len(body) == 0 {
			return body
		}
		changed := bytes.Clone(body)
		changed[len(changed)-1] ^= 1
		return changed
	}
}

func (s *source) get(path string, fetch func() ([]byte, error)) ([]byte, error) {
	s.mu.Lock()
	body, ok := s.kept[path]
	s.mu.Unlock()
	if !ok {
		var err error
		if body, err = fetch(); err != nil {
			return nil, err
		}
		s.mu.Lock()
		s.kept[path] = body
		s.mu.Unlock()
	}
	if s.flip == nil {
		return body, nil
	}
	return s.flip(path, body), nil
}

func (s *source) ReadCheckpoint(ctx context.Context) ([]byte, error) {
	return s.get("checkpoint", func() ([]byte, error) { return s.HTTPFetcher.ReadCheckpoint(ctx) })
}

func (s *source) ReadTile(ctx context.Context, level, index uint64, partial uint8) ([]byte, error) {
	return s.get(tileName(level, index, partial), func() ([]byte, error) {
		return s.HTTPFetcher.ReadTile(ctx, level, index, partial)
	})
}

func (s *source) ReadEntryBundle(ctx context.Context, index uint64, partial uint8) ([]byte, error) {
	return s.get(bundleName(index, partial), func() ([]byte, error) {
		return s.HTTPFetcher.ReadEntryBundle(ctx, index, partial)
	})
}
