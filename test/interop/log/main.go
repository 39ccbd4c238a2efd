// Checks a log with libraries that this project did not write, and makes one with Tessera for this project to check.
//
//	log check -url https://…/log/acme/ -vkey <key> [-samples 200]
//	log make -dir <folder> -entries 1000
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		fail(fmt.Errorf("usage: log check|make …"))
	}
	ctx := context.Background()
	switch flags := flag.NewFlagSet(os.Args[1], flag.ExitOnError); os.Args[1] {
	case "check":
		url := flags.String("url", "", "prefix of the log, with a slash at its end")
		vkey := flags.String("vkey", "", "verifier key of the log")
		samples := flags.Int("samples", 200, "entries and sizes that proofs are made of")
		_ = flags.Parse(os.Args[2:])
		fail(check(ctx, *url, *vkey, *samples))
	case "make":
		dir := flags.String("dir", "", "folder of the log")
		entries := flags.Int("entries", 1000, "entries to append")
		_ = flags.Parse(os.Args[2:])
		fail(makeLog(ctx, *dir, *entries))
	default:
		fail(fmt.Errorf("no such command: %s", os.Args[1]))
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
