// Writes one strict JSON Schema a kind, as kubeconform reads them, from the API description of
// Kubernetes (swagger.json) and from custom resource definitions.
//
//	schemas OUT FILE...
//
// Strict means that a member which the description does not name is an error, wherever the
// description does not say that it takes any.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

type object = map[string]any

func main() {
	if len(os.Args) < 3 {
		fail("usage: schemas OUT FILE...")
	}
	out := os.Args[1]
	for _, file := range os.Args[2:] {
		text, err := os.ReadFile(file)
		if err != nil {
			fail("%v", err)
		}
		if strings.HasSuffix(file, "swagger.json") {
			core(out, file, text)
		} else {
			custom(out, file, text)
		}
	}
}

// The kinds of Kubernetes itself; each file has its own copy of the definitions that it needs.
func core(out, file string, text []byte) {
	var swagger object
	if err := json.Unmarshal(text, &swagger); err != nil {
		fail("%s: %v", file, err)
	}
	definitions := swagger["definitions"].(object)
	definitions["io.k8s.apimachinery.pkg.util.intstr.IntOrString"] = object{"type": []any{"string", "integer"}}
	definitions["io.k8s.apimachinery.pkg.api.resource.Quantity"] = object{"type": []any{"string", "number"}}
	for _, definition := range definitions {
		strict(definition)
	}
	for name, definition := range definitions {
		for _, kind := range list(definition.(object)["x-kubernetes-group-version-kind"]) {
			of := kind.(object)
			schema := object{"$ref": "#/definitions/" + name, "definitions": closure(definitions, name)}
			write(out, of["kind"].(string), of["group"].(string), of["version"].(string), schema)
		}
	}
}

func closure(definitions object, root string) object {
	found := object{}
	waiting := []string{root}
	for len(waiting) > 0 {
		name := waiting[0]
		waiting = waiting[1:]
		if _, seen := found[name]; seen {
			continue
		}
		found[name] = definitions[name]
		references(definitions[name], func(ref string) { waiting = append(waiting, ref) })
	}
	return found
}

func references(node any, each func(string)) {
	switch it := node.(type) {
	case object:
		if ref, is := it["$ref"].(string); is {
			each(strings.TrimPrefix(ref, "#/definitions/"))
		}
		for _, member := range it {
			references(member, each)
		}
	case []any:
		for _, member := range it {
			references(member, each)
		}
	}
}

func custom(out, file string, text []byte) {
	for _, document := range bytes.Split(text, []byte("\n---")) {
		var crd object
		if err := yaml.Unmarshal(document, &crd); err != nil {
			fail("%s: %v", file, err)
		}
		if crd["kind"] != "CustomResourceDefinition" {
			continue
		}
		spec := crd["spec"].(object)
		kind := spec["names"].(object)["kind"].(string)
		for _, version := range list(spec["versions"]) {
			of := version.(object)
			// Versions that are kept for old objects only may have no description.
			described, _ := of["schema"].(object)
			schema, _ := described["openAPIV3Schema"].(object)
			properties, _ := schema["properties"].(object)
			if properties == nil {
				continue
			}
			properties["apiVersion"] = object{"type": "string"}
			properties["kind"] = object{"type": "string"}
			properties["metadata"] = object{"type": "object", "x-kubernetes-preserve-unknown-fields": true}
			strict(schema)
			write(out, kind, spec["group"].(string), of["name"].(string), schema)
		}
	}
}

// Forbids unnamed members, and spells Kubernetes' own words as JSON Schema does.
func strict(node any) {
	switch it := node.(type) {
	case []any:
		for _, member := range it {
			strict(member)
		}
	case object:
		_, named := it["properties"].(object)
		_, more := it["additionalProperties"]
		if named && !more && it["x-kubernetes-preserve-unknown-fields"] != true {
			it["additionalProperties"] = false
		}
		if it["x-kubernetes-int-or-string"] == true {
			delete(it, "type")
			it["anyOf"] = []any{object{"type": "string"}, object{"type": "integer"}}
		}
		if it["nullable"] == true {
			if kind, is := it["type"].(string); is {
				it["type"] = []any{kind, "null"}
			}
		}
		for _, format := range []string{"int-or-string", "byte", "double", "int32", "int64"} {
			if it["format"] == format {
				delete(it, "format")
			}
		}
		for _, member := range it {
			strict(member)
		}
	}
}

func write(out, kind, group, version string, schema any) {
	// kubeconform takes the first part of an apiVersion for its group
	if group == "" {
		group = version
	}
	text, err := json.Marshal(schema)
	if err == nil {
		name := strings.ToLower(kind) + "-" + group + "-" + version + ".json"
		err = os.WriteFile(filepath.Join(out, name), text, 0o644)
	}
	if err != nil {
		fail("%v", err)
	}
}

func list(node any) []any {
	if it, is := node.([]any); is {
		return it
	}
	return nil
}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, "schemas: "+format+"\n", values...)
	os.Exit(1)
}
