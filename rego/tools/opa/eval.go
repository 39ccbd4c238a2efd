package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/loader"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/util"
)

type evalOptions struct {
	data    []string
	bundles []string
	ignore  []string
	input   string
	stdin   bool
	schema  string
	strict  bool
	failing bool
	format  string
	caps    *capabilities
	pkg     string
	imports []string
}

func prepareEval(fs *pflag.FlagSet) func([]string) error {
	var o evalOptions
	fs.StringArrayVarP(&o.data, "data", "d", nil, "policy or data, file or directory; repeat it for several")
	fs.StringArrayVarP(&o.bundles, "bundle", "b", nil, "bundle file or directory; repeat it for several")
	fs.StringVarP(&o.input, "input", "i", "", "file of the input document")
	fs.BoolVarP(&o.stdin, "stdin-input", "I", false, "read the input document from stdin")
	fs.StringVarP(&o.schema, "schema", "s", "", "schema file or directory")
	fs.BoolVar(&o.strict, "strict-builtin-errors", false, "treat the first error of a builtin as fatal")
	fs.BoolVar(&o.failing, "fail", false, "exit with 1 when the result is undefined")
	fs.StringVar(&o.pkg, "package", "", "package of the query")
	fs.StringArrayVar(&o.imports, "import", nil, "import of the query; repeat it for several")
	formatFlag(fs, &o.format, "json")
	ignoreFlag(fs, &o.ignore)
	o.caps = capabilitiesFlag(fs)

	return func(args []string) error {
		if len(args) != 1 {
			return errors.New("name exactly one query, in quotes")
		}
		if err := oneOf("format", o.format, "json", "raw"); err != nil {
			return err
		}
		options, err := regoOptions(o)
		if err != nil {
			return err
		}
		result, err := rego.New(append(options, rego.Query(args[0]))...).Eval(context.Background())
		if err := printResult(o.format, result, err); err != nil {
			return err
		}
		if err != nil || (o.failing && len(result) == 0) {
			return exitError{code: 1}
		}
		return nil
	}
}

func regoOptions(o evalOptions) ([]func(*rego.Rego), error) {
	schemas, err := loader.Schemas(o.schema)
	if err != nil {
		return nil, err
	}
	options := []func(*rego.Rego){
		rego.Load(o.data, excluding(o.ignore)),
		rego.Schemas(schemas),
		rego.Capabilities(o.caps.get()),
		rego.Package(o.pkg),
		rego.Imports(o.imports),
		rego.StrictBuiltinErrors(o.strict),
		rego.StackTraces(true),
		rego.SkipBundleVerification(true),
		rego.EnablePrintStatements(true),
		rego.PrintHook(topdown.NewPrintHook(os.Stderr)),
	}
	for _, path := range o.bundles {
		options = append(options, rego.LoadBundle(path))
	}
	input, err := readInput(o)
	if err != nil {
		return nil, fmt.Errorf("cannot read the input document: %w", err)
	}
	if input != nil {
		options = append(options, rego.ParsedInput(input))
	}
	return options, nil
}

func readInput(o evalOptions) (ast.Value, error) {
	var (
		bytes []byte
		err   error
	)
	switch {
	case o.stdin:
		bytes, err = io.ReadAll(os.Stdin)
	case o.input != "":
		bytes, err = os.ReadFile(o.input)
	default:
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var input any
	if err := util.Unmarshal(bytes, &input); err != nil {
		return nil, err
	}
	return ast.InterfaceToValue(input)
}

// printResult prints JSON with OPA's shape, errors included; raw prints values
// alone, one row a line, strings without quotes.
func printResult(format string, result rego.ResultSet, evalErr error) error {
	if format == "json" {
		return printJSON(os.Stdout, output{outputErrors(evalErr), result})
	}
	if evalErr != nil {
		return exitError{code: 1, message: evalErr.Error()}
	}
	for _, row := range result {
		var values []string
		for _, expression := range row.Expressions {
			text, ok := expression.Value.(string)
			if !ok {
				bytes, err := json.Marshal(expression.Value)
				if err != nil {
					return err
				}
				text = string(bytes)
			}
			values = append(values, text)
		}
		fmt.Println(strings.Join(values, " "))
	}
	return nil
}
