package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"os"
	"slices"

	"github.com/spf13/pflag"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/types"
)

// traceBuiltin is what a debug rendition calls before each expression and at the
// end of each body: the number of the place, and what was bound since the last
// call. Its host answers true, always.
var traceBuiltin = &ast.Builtin{
	Name: "internal.edict_trace",
	Decl: types.NewFunction(types.Args(types.N, types.NewArray(nil, types.A)), types.B),
}

// prepareDebug compiles a policy so that it tells, while it runs, which bodies it
// entered, which it left, and which expression it was about to evaluate. Printing
// is enabled. Nothing is optimized: every place is one that the author wrote.
func prepareDebug(fs *pflag.FlagSet) func([]string) error {
	var (
		entrypoints []string
		output      string
		asBundle    bool
		ignore      []string
	)
	fs.StringArrayVarP(&entrypoints, "entrypoint", "e", nil, "slash separated entrypoint path; repeat it for several")
	fs.StringVarP(&output, "output", "o", "debug.wasm", "module to write")
	fs.BoolVarP(&asBundle, "bundle", "b", false, "load paths as bundle files or root directories, with their .manifest")
	ignoreFlag(fs, &ignore)
	caps := capabilitiesFlag(fs)

	return func(args []string) error {
		if err := needPaths(args); err != nil {
			return err
		}
		loading := compile.New().
			WithCapabilities(caps.get()).
			WithAsBundle(asBundle).
			WithEntrypoints(entrypoints...).
			WithRegoAnnotationEntrypoints(true).
			WithPaths(args...).
			WithFilter(excluding(append(ignore, testFiles)))
		if err := loading.Build(context.Background()); err != nil {
			return err
		}
		loaded := loading.Bundle()
		table, err := instrument(loaded, caps.get(), args)
		if err != nil {
			return err
		}
		wasm, err := compileInstrumented(loaded, caps.get(), entrypoints)
		if err != nil {
			return err
		}
		text, err := json.Marshal(table)
		if err != nil {
			return err
		}
		return os.WriteFile(output, withSection(wasm, placesSection, text), 0o644)
	}
}

// placesSection is the module's custom section that says what the numbers mean, so
// that module and table are one file.
const placesSection = "edict.places"

func withSection(wasm []byte, name string, content []byte) []byte {
	payload := append(binary.AppendUvarint(nil, uint64(len(name))), name...)
	payload = append(payload, content...)
	section := append([]byte{0}, binary.AppendUvarint(nil, uint64(len(payload)))...)
	return slices.Concat(wasm, section, payload)
}

func compileInstrumented(b *bundle.Bundle, caps *ast.Capabilities, entrypoints []string) ([]byte, error) {
	tracing := *caps
	tracing.Builtins = append(append([]*ast.Builtin{}, caps.Builtins...), traceBuiltin)
	compiler := compile.New().
		WithCapabilities(&tracing).
		WithTarget(compile.TargetWasm).
		WithEntrypoints(entrypoints...).
		WithRegoAnnotationEntrypoints(true).
		WithEnablePrintStatements(true).
		WithBundle(b)
	if err := compiler.Build(context.Background()); err != nil {
		return nil, err
	}
	return compiler.Bundle().WasmModules[0].Raw, nil
}
