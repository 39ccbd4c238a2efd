package main

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/loader"
)

// inventory is what inspect prints: what the sources declare and what they reach for.
type inventory struct {
	Packages    []packageInfo    `json:"packages"`
	Rules       []ruleInfo       `json:"rules"`
	Entrypoints []string         `json:"entrypoints"`
	Annotations []annotationInfo `json:"annotations"`
	Builtins    []string         `json:"builtins"`
	Inputs      []string         `json:"inputs"`
}

type packageInfo struct {
	Path     string   `json:"path"`
	Files    []string `json:"files"`
	Builtins []string `json:"builtins"`
	Inputs   []string `json:"inputs"`
}

type ruleInfo struct {
	Path     string   `json:"path"`
	Package  string   `json:"package"`
	Args     int      `json:"args"`
	Default  bool     `json:"default"`
	Location location `json:"location"`
}

type annotationInfo struct {
	Path        string           `json:"path"`
	Package     string           `json:"package"`
	Scope       string           `json:"scope"`
	Location    location         `json:"location"`
	Annotations *ast.Annotations `json:"annotations"`
}

type location struct {
	File string `json:"file"`
	Row  int    `json:"row"`
}

func prepareInspect(fs *pflag.FlagSet) func([]string) error {
	var ignore []string
	ignoreFlag(fs, &ignore)
	caps := capabilitiesFlag(fs)

	return func(args []string) error {
		if err := needPaths(args); err != nil {
			return err
		}
		loaded, err := loader.NewFileLoader().
			WithProcessAnnotation(true).
			WithCapabilities(caps.get()).
			Filtered(args, onlyRego(append(ignore, testFiles)))
		if err != nil {
			return err
		}
		found, err := inspect(loaded.ParsedModules(), caps.get())
		if err != nil {
			return err
		}
		return printJSON(os.Stdout, found)
	}
}

func inspect(modules map[string]*ast.Module, caps *ast.Capabilities) (*inventory, error) {
	// Functions of packages that were not named may be missing: a part of a policy can be inspected too.
	compiler := ast.NewCompiler().WithCapabilities(caps).WithAllowUndefinedFunctionCalls(true)
	// Compilation rewrites its modules; annotations and rules are told as the author wrote them.
	originals := map[string]*ast.Module{}
	for name, module := range modules {
		originals[name] = module.Copy()
	}
	if compiler.Compile(modules); compiler.Failed() {
		return nil, compiler.Errors
	}
	annotations, errs := ast.BuildAnnotationSet(valuesByName(originals))
	if len(errs) > 0 {
		return nil, errs
	}

	found := &inventory{Packages: packagesOf(compiler.Modules, caps), Rules: rulesOf(originals), Entrypoints: []string{}, Annotations: []annotationInfo{}}
	for _, ref := range annotations.Flatten() {
		found.Annotations = append(found.Annotations, annotationInfoOf(ref))
		if ref.Annotations.Entrypoint {
			path, err := ref.Path.GroundPrefix().Ptr()
			if err != nil {
				return nil, err
			}
			found.Entrypoints = append(found.Entrypoints, path)
		}
	}
	builtins, inputs := set{}, set{}
	for _, p := range found.Packages {
		builtins.add(p.Builtins...)
		inputs.add(p.Inputs...)
	}
	found.Builtins, found.Inputs = builtins.sorted(), inputs.sorted()
	return found, nil
}

func packagesOf(compiled map[string]*ast.Module, caps *ast.Capabilities) []packageInfo {
	type gathered struct{ files, builtins, inputs set }
	byPath := map[string]gathered{}
	for name, module := range compiled {
		path := module.Package.Path.String()
		if _, ok := byPath[path]; !ok {
			byPath[path] = gathered{set{}, set{}, set{}}
		}
		byPath[path].files.add(name)
		byPath[path].builtins.add(builtinsOf(module, caps)...)
		byPath[path].inputs.add(inputsOf(module)...)
	}
	packages := make([]packageInfo, 0, len(byPath))
	for path, g := range byPath {
		packages = append(packages, packageInfo{path, g.files.sorted(), g.builtins.sorted(), g.inputs.sorted()})
	}
	slices.SortFunc(packages, func(a, b packageInfo) int { return strings.Compare(a.Path, b.Path) })
	return packages
}

func rulesOf(modules map[string]*ast.Module) []ruleInfo {
	rules := []ruleInfo{}
	for _, module := range valuesByName(modules) {
		for _, rule := range module.Rules {
			rules = append(rules, ruleInfo{
				Path:     rule.Ref().GroundPrefix().String(),
				Package:  module.Package.Path.String(),
				Args:     len(rule.Head.Args),
				Default:  rule.Default,
				Location: location{rule.Location.File, rule.Location.Row},
			})
		}
	}
	return rules
}

func annotationInfoOf(ref *ast.AnnotationsRef) annotationInfo {
	info := annotationInfo{
		Path:        ref.Path.String(),
		Scope:       ref.Annotations.Scope,
		Location:    location{ref.Location.File, ref.Location.Row},
		Annotations: ref.Annotations,
	}
	if p := ref.GetPackage(); p != nil {
		info.Package = p.Path.String()
	} else if r := ref.GetRule(); r != nil {
		info.Package = r.Module.Package.Path.String()
	}
	return info
}
