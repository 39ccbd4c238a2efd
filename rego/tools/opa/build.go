package main

import (
	"bytes"
	"context"
	"os"

	"github.com/spf13/pflag"

	"github.com/open-policy-agent/opa/v1/compile"
)

// testFiles never belong into a bundle: they would be compiled, and their data loaded.
const testFiles = "*_test.rego"

func prepareBuild(fs *pflag.FlagSet) func([]string) error {
	var (
		target      string
		level       int
		entrypoints []string
		revision    string
		output      string
		asBundle    bool
		pruneUnused bool
		ignore      []string
	)
	fs.StringVarP(&target, "target", "t", compile.TargetRego, "rego, wasm or plan")
	fs.IntVarP(&level, "optimize", "O", 0, "optimization level: 0, 1 or 2")
	fs.StringArrayVarP(&entrypoints, "entrypoint", "e", nil, "slash separated entrypoint path; repeat it for several")
	fs.StringVarP(&revision, "revision", "r", "", "revision of the bundle")
	fs.StringVarP(&output, "output", "o", "bundle.tar.gz", "file to write")
	fs.BoolVarP(&asBundle, "bundle", "b", false, "load paths as bundle files or root directories, with their .manifest")
	fs.BoolVar(&pruneUnused, "prune-unused", false, "leave out rules that no entrypoint depends on")
	ignoreFlag(fs, &ignore)
	caps := capabilitiesFlag(fs)

	return func(args []string) error {
		if err := needPaths(args); err != nil {
			return err
		}
		if err := oneOf("target", target, compile.Targets...); err != nil {
			return err
		}
		var bundle bytes.Buffer
		compiler := compile.New().
			WithCapabilities(caps.get()).
			WithTarget(target).
			WithAsBundle(asBundle).
			WithPruneUnused(pruneUnused).
			WithOptimizationLevel(level).
			WithOutput(&bundle).
			WithEntrypoints(entrypoints...).
			WithRegoAnnotationEntrypoints(true).
			WithEnablePrintStatements(target == compile.TargetPlan).
			WithPartialNamespace("partial").
			WithPaths(args...).
			WithFilter(excluding(append(ignore, testFiles)))
		if fs.Changed("revision") {
			compiler = compiler.WithRevision(revision)
		}
		if err := compiler.Build(context.Background()); err != nil {
			return err
		}
		return os.WriteFile(output, bundle.Bytes(), 0o644)
	}
}
