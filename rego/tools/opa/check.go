package main

import (
	"errors"
	"maps"
	"os"

	"github.com/spf13/pflag"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/loader"
)

type checkOptions struct {
	strict   bool
	asBundle bool
	schema   string
	format   string
	limit    int
	ignore   []string
	caps     *capabilities
}

func prepareCheck(fs *pflag.FlagSet) func([]string) error {
	var o checkOptions
	fs.BoolVarP(&o.strict, "strict", "S", false, "compile in strict mode")
	fs.BoolVarP(&o.asBundle, "bundle", "b", false, "load paths as bundle files or root directories")
	fs.StringVarP(&o.schema, "schema", "s", "", "schema file or directory")
	fs.IntVarP(&o.limit, "max-errors", "m", ast.CompileErrorLimitDefault, "stop after this many errors; 0 means all")
	formatFlag(fs, &o.format, "pretty")
	ignoreFlag(fs, &o.ignore)
	o.caps = capabilitiesFlag(fs)

	return func(args []string) error {
		if err := errors.Join(needPaths(args), oneOf("format", o.format, "pretty", "json")); err != nil {
			return err
		}
		err := check(o, args)
		switch {
		case err == nil:
			return nil
		case o.format == "json":
			if err := printJSON(os.Stderr, output{Errors: outputErrors(err)}); err != nil {
				return err
			}
			return exitError{code: 1}
		default:
			return exitError{code: 1, message: err.Error()}
		}
	}
}

func check(o checkOptions, paths []string) error {
	schemas, err := loader.Schemas(o.schema)
	if err != nil {
		return err
	}
	compiler := ast.NewCompiler().
		SetErrorLimit(o.limit).
		WithCapabilities(o.caps.get()).
		WithSchemas(schemas).
		WithEnablePrintStatements(true).
		WithStrict(o.strict).
		WithUseTypeCheckAnnotations(true)

	files := loader.NewFileLoader().WithProcessAnnotation(true).WithCapabilities(o.caps.get())
	if !o.asBundle {
		loaded, err := files.Filtered(paths, onlyRego(o.ignore))
		if err != nil {
			return err
		}
		return compileModules(compiler, loaded.ParsedModules())
	}

	bundles := make([]*bundle.Bundle, 0, len(paths))
	for _, path := range paths {
		b, err := files.WithSkipBundleVerification(true).WithFilter(excluding(o.ignore)).AsBundle(path)
		if err != nil {
			return err
		}
		bundles = append(bundles, b)
	}
	merged, err := bundle.Merge(bundles)
	if err != nil {
		return err
	}
	return compileModules(compiler.WithPathConflictsCheck(holds(merged.Data)), maps.Clone(merged.ParsedModules("")))
}

func compileModules(compiler *ast.Compiler, modules map[string]*ast.Module) error {
	if compiler.Compile(modules); compiler.Failed() {
		return compiler.Errors
	}
	return nil
}

// holds tells whether data has a value at a path, or above it one that is no object: a rule there would clash with it.
func holds(data map[string]any) func(path []string) (bool, error) {
	return func(path []string) (bool, error) {
		var node any = data
		for _, key := range path {
			object, ok := node.(map[string]any)
			if !ok {
				return true, nil
			}
			if node, ok = object[key]; !ok {
				return false, nil
			}
		}
		return true, nil
	}
}
