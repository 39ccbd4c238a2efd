package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/pflag"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/loader"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/tester"
)

type testOptions struct {
	verbose   bool
	run       string
	coverage  bool
	threshold float64
	format    string
	schema    string
	asBundle  bool
	timeout   time.Duration
	notEmpty  bool
	ignore    []string
	caps      *capabilities
}

func prepareTest(fs *pflag.FlagSet) func([]string) error {
	var o testOptions
	fs.BoolVarP(&o.verbose, "verbose", "v", false, "name every test, and trace the failing ones")
	fs.StringVarP(&o.run, "run", "r", "", "run only tests whose full name matches this regular expression")
	fs.BoolVarP(&o.coverage, "coverage", "c", false, "report coverage: as JSON, or as a summary with --format pretty")
	fs.Float64Var(&o.threshold, "threshold", 0, "fail below this percentage of covered lines; implies --coverage")
	formatFlag(fs, &o.format, "pretty")
	fs.StringVarP(&o.schema, "schema", "s", "", "schema file or directory")
	fs.BoolVarP(&o.asBundle, "bundle", "b", false, "load paths as bundle files or root directories")
	fs.DurationVar(&o.timeout, "timeout", 5*time.Second, "time limit of each test")
	fs.BoolVar(&o.notEmpty, "fail-on-empty", false, "fail when no test was run")
	ignoreFlag(fs, &o.ignore)
	o.caps = capabilitiesFlag(fs)

	return func(args []string) error {
		if err := errors.Join(needPaths(args), oneOf("format", o.format, "pretty", "json")); err != nil {
			return err
		}
		if o.threshold < 0 || o.threshold > 100 {
			return errors.New("--threshold must lie between 0 and 100")
		}
		o.coverage = o.coverage || o.threshold > 0
		if o.coverage && !fs.Changed("format") {
			o.format = "json"
		}
		return test(context.Background(), o, args)
	}
}

func test(ctx context.Context, o testOptions, paths []string) error {
	suite, err := loadSuite(o, paths)
	if err != nil {
		return exitError{code: 1, message: err.Error()}
	}
	txn, err := suite.store.NewTransaction(ctx, storage.WriteParams)
	if err != nil {
		return err
	}
	defer suite.store.Abort(ctx, txn)

	runner, covered, err := newRunner(ctx, o, suite, txn)
	if err != nil {
		return err
	}
	running, err := runner.RunTests(ctx, txn)
	if err != nil {
		return exitError{code: 1, message: err.Error()}
	}
	var results []*tester.Result
	for result := range running {
		results = append(results, result)
	}
	if o.notEmpty && len(results) == 0 {
		return exitError{code: 1, message: "no tests were run"}
	}
	return report(o, results, covered, suite.modules)
}

type suite struct {
	modules map[string]*ast.Module
	bundles map[string]*bundle.Bundle
	store   storage.Store
}

func loadSuite(o testOptions, paths []string) (s suite, err error) {
	parsing := ast.ParserOptions{Capabilities: o.caps.get(), ProcessAnnotation: true, RegoVersion: ast.DefaultRegoVersion}
	if !o.asBundle {
		s.modules, s.store, err = tester.LoadWithParserOptions(paths, excluding(o.ignore), parsing)
		return s, err
	}
	s.bundles, s.store, err = tester.LoadBundlesWithParserOptions(paths, excluding(o.ignore), parsing)
	s.modules = map[string]*ast.Module{}
	for name, b := range s.bundles {
		maps.Copy(s.modules, b.ParsedModules(name))
	}
	return s, err
}

func newRunner(ctx context.Context, o testOptions, s suite, txn storage.Transaction) (*tester.Runner, *cover.Cover, error) {
	schemas, err := loader.Schemas(o.schema)
	if err != nil {
		return nil, nil, err
	}
	compiler := ast.NewCompiler().
		WithPathConflictsCheck(storage.NonEmpty(ctx, s.store, txn)).
		WithEnablePrintStatements(true).
		WithCapabilities(o.caps.get()).
		WithSchemas(schemas).
		WithUseTypeCheckAnnotations(true)
	runner := tester.NewRunner().
		SetCompiler(compiler).
		SetStore(s.store).
		CapturePrintOutput(true).
		EnableTracing(o.verbose).
		StackTraces(true).
		SetTimeout(o.timeout).
		Filter(o.run).
		SetParallel(runtime.NumCPU())
	if s.bundles != nil {
		runner = runner.SetBundles(s.bundles)
	} else {
		runner = runner.SetModules(s.modules)
	}
	if !o.coverage {
		return runner, nil, nil
	}
	covered := cover.New()
	return runner.SetCoverageQueryTracer(covered), covered, nil
}

// report prints results, then coverage, and ends with 2 where either is not good enough.
// With --coverage and --format json it prints coverage alone unless a test failed, as OPA does.
func report(o testOptions, results []*tester.Result, covered *cover.Cover, modules map[string]*ast.Module) error {
	failed := slices.ContainsFunc(results, func(r *tester.Result) bool { return !r.Pass() })
	var reporter tester.Reporter = tester.PrettyReporter{Output: os.Stdout, Verbose: o.verbose}
	if o.format == "json" && covered == nil {
		reporter = tester.JSONReporter{Output: os.Stdout}
	}
	if failed || covered == nil || o.format == "pretty" {
		if err := reporter.Report(channelOf(results)); err != nil {
			return err
		}
	}
	if failed {
		return exitError{code: 2}
	}
	if covered == nil {
		return nil
	}

	coverage := covered.Report(modules)
	if coverage.Coverage < o.threshold {
		unmet := cover.CoverageThresholdError{Coverage: coverage.Coverage, Threshold: o.threshold, Report: &coverage}
		return exitError{code: 2, message: unmet.Error()}
	}
	if o.format == "json" {
		return printJSON(os.Stdout, coverage)
	}
	fmt.Printf("COVERAGE: %.2f%%\n", coverage.Coverage)
	return nil
}

func channelOf(results []*tester.Result) chan *tester.Result {
	ch := make(chan *tester.Result, len(results))
	for _, result := range results {
		ch <- result
	}
	close(ch)
	return ch
}
