// Command opa is OPA's compiler, checker, test runner, formatter and evaluator
// without its server and network parts, so that it also builds for js/wasm.
//
// Subcommands, flags and exit codes are those of OPA's own CLI, as far as they
// exist here; README.md names the differences.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/loader"
	"github.com/open-policy-agent/opa/v1/version"
)

// command declares its flags on fs and returns what runs once they are parsed.
type command struct {
	name    string
	usage   string
	prepare func(fs *pflag.FlagSet) func(args []string) error
}

var commands = []command{
	{"build", "build [-b] [-t rego|wasm|plan] [-O level] [-e entrypoint]... [-r revision] [-o bundle.tar.gz] <path>...", prepareBuild},
	{"capabilities", "capabilities [--version v1.2.3]", prepareCapabilities},
	{"check", "check [--strict] [--schema path] [--capabilities path] [--format pretty|json] <path>...", prepareCheck},
	{"debug", "debug [-b] [-e entrypoint]... [-o debug.wasm] <path>...", prepareDebug},
	{"eval", "eval [-d path]... [-b bundle]... [-i input.json] [--strict-builtin-errors] [--format json|raw] <query>", prepareEval},
	{"fmt", "fmt [--list] [--diff] [--write] [--fail] [path]...", prepareFmt},
	{"inspect", "inspect <path>...", prepareInspect},
	{"test", "test [-v] [--run regex] [--coverage] [--threshold percent] [--format pretty|json] <path>...", prepareTest},
	{"version", "version", prepareVersion},
}

// exitError ends the program with a code of its own. Its message, where it has
// one, goes to stderr as it is.
type exitError struct {
	code    int
	message string
}

func (e exitError) Error() string { return e.message }

func main() {
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	err := dispatch(args)
	if err == nil {
		return 0
	}
	exit, ok := errors.AsType[exitError](err)
	switch {
	case !ok:
		fmt.Fprintln(os.Stderr, "error:", err)
		return 1
	case exit.message != "":
		fmt.Fprintln(os.Stderr, exit.message)
	}
	return exit.code
}

func dispatch(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("name a command\n\n%s", usage())
	}
	if slices.Contains([]string{"help", "--help", "-h"}, args[0]) {
		fmt.Print(usage())
		return nil
	}
	i := slices.IndexFunc(commands, func(c command) bool { return c.name == args[0] })
	if i < 0 {
		return fmt.Errorf("there is no command %q\n\n%s", args[0], usage())
	}

	fs := pflag.NewFlagSet(args[0], pflag.ContinueOnError)
	fs.SetOutput(io.Discard)
	execute := commands[i].prepare(fs)
	help := fmt.Sprintf("usage: opa %s\n\n%s", commands[i].usage, fs.FlagUsages())
	if err := fs.Parse(args[1:]); errors.Is(err, pflag.ErrHelp) {
		fmt.Print(help)
		return nil
	} else if err != nil {
		return fmt.Errorf("%w\n\n%s", err, help)
	}
	return execute(fs.Args())
}

func usage() string {
	lines := []string{"usage:"}
	for _, c := range commands {
		lines = append(lines, "  opa "+c.usage)
	}
	return strings.Join(lines, "\n") + "\n"
}

func prepareVersion(*pflag.FlagSet) func([]string) error {
	return func([]string) error {
		fmt.Println("Version:", version.Version)
		fmt.Println("Go Version:", runtime.Version())
		fmt.Println("Platform:", runtime.GOOS+"/"+runtime.GOARCH)
		fmt.Println("Rego Version:", ast.DefaultRegoVersion)
		return nil
	}
}

// prepareCapabilities prints this version's capabilities unless told otherwise,
// where OPA's CLI lists the known versions.
func prepareCapabilities(fs *pflag.FlagSet) func([]string) error {
	var caps capabilities
	fs.Var(&caps, "version", "print the capabilities of this OPA version or file instead")
	return func([]string) error { return printJSON(os.Stdout, caps.get()) }
}

// capabilities is the flag that bounds which builtins and features a policy may use.
type capabilities struct{ value *ast.Capabilities }

func capabilitiesFlag(fs *pflag.FlagSet) *capabilities {
	var c capabilities
	fs.Var(&c, "capabilities", "capabilities file, or an OPA version as v1.2.3")
	return &c
}

func (*capabilities) String() string { return "" }
func (*capabilities) Type() string   { return "path|version" }

func (c *capabilities) Set(s string) (err error) {
	if c.value, err = ast.LoadCapabilitiesFile(s); err == nil {
		return nil
	}
	fileErr := err
	if c.value, err = ast.LoadCapabilitiesVersion(s); err != nil {
		return fmt.Errorf("%q is neither a readable capabilities file (%w) nor a known OPA version", s, fileErr)
	}
	return nil
}

func (c *capabilities) get() *ast.Capabilities {
	if c.value == nil {
		return ast.CapabilitiesForThisVersion()
	}
	return c.value
}

func ignoreFlag(fs *pflag.FlagSet, ignore *[]string) {
	fs.StringSliceVar(ignore, "ignore", nil, "names of files and directories to leave out, as glob patterns")
}

func formatFlag(fs *pflag.FlagSet, format *string, fallback string) {
	fs.StringVarP(format, "format", "f", fallback, "output format")
}

func oneOf(flag, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return fmt.Errorf("--%s must be one of %s, not %q", flag, strings.Join(allowed, ", "), value)
}

func needPaths(args []string) error {
	if len(args) == 0 {
		return errors.New("name at least one file or directory")
	}
	return nil
}

// excluding leaves out files and directories by name.
func excluding(patterns []string) loader.Filter {
	return func(path string, info os.FileInfo, depth int) bool {
		return slices.ContainsFunc(patterns, func(pattern string) bool {
			return loader.GlobExcludeName(pattern, 1)(path, info, depth)
		})
	}
}

// onlyRego leaves out, besides that, every file that is not Rego.
func onlyRego(patterns []string) loader.Filter {
	excluded := excluding(patterns)
	return func(path string, info os.FileInfo, depth int) bool {
		return excluded(path, info, depth) || (!info.IsDir() && filepath.Ext(path) != ".rego")
	}
}
