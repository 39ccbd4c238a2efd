// Makes a log with Tessera's driver for files.
package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
)

const origin = "tessera.test/log"

func makeLog(ctx context.Context, dir string, entries int) error {
	secret, vkey, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		return err
	}
	driver, err := posix.New(ctx, posix.Config{Path: dir})
	if err != nil {
		return err
	}
	options := tessera.NewAppendOptions().
		WithCheckpointSigner(signer).
		WithCheckpointInterval(100*time.Millisecond).
		WithBatching(256, 50*time.Millisecond)
	appender, shutdown, reader, err := tessera.NewAppender(ctx, driver, options)
	if err != nil {
		return err
	}
	await := tessera.NewPublicationAwaiter(ctx, reader.ReadCheckpoint, 50*time.Millisecond)
	var last tessera.IndexFuture
	for at := range entries {
		last = appender.Add(ctx, tessera.NewEntry(fmt.Appendf(nil, "entry %d of a log that Tessera made", at)))
	}
	if _, _, err := await.Await(ctx, last); err != nil {
		return err
	}
	if err := shutdown(ctx); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "vkey"), []byte(vkey+"\n"), 0o644)
}
