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

	modules, err := loadModules(o, paths)
	if err != nil {
		return err
	}
	if compiler.Compile(modules); compiler.Failed() {
		return compiler.Errors
	}
	return nil
}

func loadModules(o checkOptions, paths []string) (map[string]*ast.Module, error) {
	files := loader.NewFileLoader().WithProcessAnnotation(true).WithCapabilities(o.caps.get())
	if !o.asBundle {
		loaded, err := files.Filtered(paths, onlyRego(o.ignore))
		if err != nil {
			return nil, err
		}
		return loaded.ParsedModules(), nil
	}
	var bundles []*bundle.Bundle
	for _, path := range paths {
		b, err := files.WithSkipBundleVerification(true).WithFilter(excluding(o.ignore)).AsBundle(path)
		if err != nil {
			return nil, err
		}
		bundles = append(bundles, b)
	}
	merged, err := bundle.Merge(bundles)
	if err != nil {
		return nil, err
	}
	return maps.Clone(merged.ParsedModules("")), nil
}
