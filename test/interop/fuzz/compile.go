package main

import (
	"bytes"
	"context"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
)

type compiled struct {
	// Rejected tells why a program is none, by its id.
	Rejected map[string]string `json:"rejected"`
	// Unplanned are programs that OPA evaluates but does not compile to WASM.
	Unplanned map[string]string `json:"unplanned"`
	Wasm      []byte            `json:"wasm"`
}

// compilePrograms puts every program that is one into a single module.
func compilePrograms(programs []program) compiled {
	result := compiled{Rejected: map[string]string{}, Unplanned: map[string]string{}}
	var accepted []program
	for _, one := range programs {
		if _, err := check(one); err != nil {
			result.Rejected[one.ID] = err.Error()
		} else {
			accepted = append(accepted, one)
		}
	}
	planned := plannable(accepted, result.Unplanned)
	if len(planned) > 0 {
		wasm, err := build(planned)
		if err != nil {
			for _, one := range planned {
				result.Unplanned[one.ID] = "in company: " + err.Error()
			}
		}
		result.Wasm = wasm
	}
	return result
}

func check(programs ...program) (compiler *ast.Compiler, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = fmt.Errorf("panic: %v", caught)
		}
	}()
	modules := map[string]*ast.Module{}
	for _, one := range programs {
		module, err := ast.ParseModuleWithOpts(one.ID+".rego", one.Source, ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, err
		}
		modules[one.ID+".rego"] = module
	}
	compiler = ast.NewCompiler()
	if compiler.Compile(modules); compiler.Failed() {
		return nil, compiler.Errors
	}
	return compiler, nil
}

// plannable halves what does not compile until it does or is one program.
func plannable(programs []program, unplanned map[string]string) []program {
	if len(programs) == 0 {
		return nil
	}
	_, err := build(programs)
	if err == nil {
		return programs
	}
	if len(programs) == 1 {
		unplanned[programs[0].ID] = err.Error()
		return nil
	}
	half := len(programs) / 2
	return append(plannable(programs[:half], unplanned), plannable(programs[half:], unplanned)...)
}

func build(programs []program) (wasm []byte, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = fmt.Errorf("panic: %v", caught)
		}
	}()
	var modules []bundle.ModuleFile
	var entrypoints []string
	for _, one := range programs {
		name := one.ID + ".rego"
		parsed, err := ast.ParseModuleWithOpts(name, one.Source, ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, err
		}
		modules = append(modules, bundle.ModuleFile{URL: name, Path: name, Raw: []byte(one.Source), Parsed: parsed})
		entrypoints = append(entrypoints, one.Entrypoints...)
	}
	source := bundle.Bundle{Modules: modules, Data: map[string]any{}}
	source.Manifest.Init()
	source.Manifest.SetRegoVersion(ast.RegoV1)
	compiler := compile.New().
		WithTarget(compile.TargetWasm).
		WithRegoVersion(ast.RegoV1).
		WithBundle(&source).
		WithOutput(&bytes.Buffer{}).
		WithEntrypoints(entrypoints...).
		// Otherwise a function that uses an entrypoint becomes one, which does not compile.
		WithPruneUnused(true)
	if err := compiler.Build(context.Background()); err != nil {
		return nil, err
	}
	return compiler.Bundle().WasmModules[0].Raw, nil
}
