package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
	"github.com/spf13/pflag"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

type fmtOptions struct{ list, diff, write, fail bool }

func prepareFmt(flags *pflag.FlagSet) func([]string) error {
	var o fmtOptions
	flags.BoolVarP(&o.list, "list", "l", false, "name the files that formatting would change")
	flags.BoolVarP(&o.diff, "diff", "d", false, "print what formatting would change")
	flags.BoolVarP(&o.write, "write", "w", false, "write the formatted source back to its file")
	flags.BoolVar(&o.fail, "fail", false, "exit with 2 when formatting would change a file")

	return func(args []string) error {
		if len(args) == 0 {
			return formatStdin()
		}
		changed := 0
		for _, root := range args {
			err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
				if err != nil || entry.IsDir() || filepath.Ext(path) != ".rego" {
					return err
				}
				different, err := formatFile(o, path)
				if different {
					changed++
				}
				return err
			})
			if err != nil {
				return exitError{code: 2, message: err.Error()}
			}
		}
		if o.fail && changed > 0 {
			return exitError{code: 2, message: fmt.Sprintf("unexpected diff: format %d file(s) with opa fmt --write", changed)}
		}
		return nil
	}
}

func formatStdin() error {
	source, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	formatted, err := format.SourceWithOpts("stdin", source, formatOptions())
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(formatted)
	return err
}

func formatFile(o fmtOptions, path string) (changed bool, err error) {
	source, err := os.ReadFile(path)
	if err != nil {
		return false, err
	}
	formatted, err := format.SourceWithOpts(path, source, formatOptions())
	if err != nil {
		return false, fmt.Errorf("failed to format Rego source file: %w", err)
	}
	// The formatter has been seen to break valid source, so its result is parsed again.
	if _, err := ast.ParseModule(path, string(formatted)); err != nil {
		return false, fmt.Errorf("%s was formatted, but the result is invalid; write it in another way: %w", path, err)
	}
	changed = !bytes.Equal(source, formatted)
	switch {
	case o.list && changed:
		fmt.Println(path)
	case o.diff && changed:
		fmt.Print(unifiedDiff(path, string(source), string(formatted)))
	case o.write && changed:
		return true, os.WriteFile(path, formatted, 0o644)
	case !o.list && !o.diff && !o.write && !o.fail:
		_, err = os.Stdout.Write(formatted)
	}
	return changed, err
}

func formatOptions() format.Opts {
	return format.Opts{RegoVersion: ast.DefaultRegoVersion, Capabilities: ast.CapabilitiesForThisVersion()}
}

// unifiedDiff shows changed lines only, under the number of the line where they start.
func unifiedDiff(path, before, after string) string {
	dmp := diffmatchpatch.New()
	a, b, lines := dmp.DiffLinesToChars(before, after)
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", path, path)
	row, inHunk := 1, false
	for _, diff := range dmp.DiffCharsToLines(dmp.DiffMain(a, b, false), lines) {
		sign := map[diffmatchpatch.Operation]string{diffmatchpatch.DiffDelete: "-", diffmatchpatch.DiffInsert: "+"}[diff.Type]
		if sign != "" && !inHunk {
			fmt.Fprintf(&out, "@@ line %d @@\n", row)
		}
		inHunk = sign != ""
		for line := range strings.Lines(diff.Text) {
			if sign != "" {
				out.WriteString(sign + strings.TrimSuffix(line, "\n") + "\n")
			}
			if diff.Type != diffmatchpatch.DiffInsert {
				row++
			}
		}
	}
	return out.String()
}
