package scenarios

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"

	"github.com/pacts-dev/pacts/clients/go/pactstest"
)

const version = "v0.1.0"

const consumer = `package main

import (
	"context"
	"fmt"

	pacts "github.com/pacts-dev/pacts/clients/go"
	"github.com/pacts-dev/pacts/clients/go/pactschromedp"
)

var _ = pactschromedp.On

func main() {
	client, err := pacts.New("%TARGET%")
	if err != nil {
		panic(err)
	}
	query := &pacts.Query{App: "shop", Environment: "test", Page: "home", Element: "Save"}
	answer, err := client.Get(context.Background(), pacts.GetRequest{Query: query})
	if err != nil {
		panic(err)
	}
	fmt.Println(answer.Miss.GetReason())
}
`

func TestModules_PackedAndInstalledElsewhere_Work(t *testing.T) {
	proxy, elsewhere := t.TempDir(), t.TempDir()
	for path, folder := range map[string]string{
		"github.com/pacts-dev/pacts/clients/go":               "..",
		"github.com/pacts-dev/pacts/clients/go/pactschromedp": "../pactschromedp",
	} {
		pack(t, proxy, path, folder)
	}
	client, err := pactstest.Client()
	if err != nil {
		t.Fatal(err)
	}
	source := strings.ReplaceAll(consumer, "%TARGET%", client.Target())
	if err := os.WriteFile(filepath.Join(elsewhere, "main.go"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	// What these need is in this machine's own cache already, which is laid out as a proxy is.
	kept := strings.TrimSpace(ran(t, ".", nil, "go", "env", "GOMODCACHE"))
	environment := []string{
		"GOPROXY=file://" + proxy + ",file://" + kept + "/cache/download", "GOFLAGS=-mod=mod -modcacherw -trimpath",
		"GOMODCACHE=" + t.TempDir(), "GONOSUMDB=github.com/pacts-dev/*", "GOSUMDB=off", "GOWORK=off",
	}
	ran(t, elsewhere, environment, "go", "mod", "init", "example.com/consumer")
	ran(t, elsewhere, environment, "go", "get", "github.com/pacts-dev/pacts/clients/go/pactschromedp@"+version)
	if got := ran(t, elsewhere, environment, "go", "run", "."); got != "MISS_REASON_UNKNOWN\n" {
		t.Fatalf("got %q", got)
	}
}

// pack lays a module out as a proxy has it.
func pack(t *testing.T, proxy, path, folder string) {
	t.Helper()
	served := filepath.Join(proxy, filepath.FromSlash(path), "@v")
	if err := os.MkdirAll(served, 0o700); err != nil {
		t.Fatal(err)
	}
	packed, err := os.Create(filepath.Join(served, version+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	if err := zip.CreateFromDir(packed, module.Version{Path: path, Version: version}, folder); err != nil {
		t.Fatal(err)
	}
	requirements, err := os.ReadFile(filepath.Join(folder, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"list": version + "\n", version + ".mod": string(requirements),
		version + ".info": `{"Version": "` + version + `", "Time": "2026-01-01T00:00:00Z"}`,
	} {
		if err := os.WriteFile(filepath.Join(served, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func ran(t *testing.T, folder string, environment []string, name string, arguments ...string) string {
	t.Helper()
	process := exec.Command(name, arguments...)
	process.Dir, process.Env = folder, append(os.Environ(), environment...)
	complaints := &strings.Builder{}
	process.Stderr = complaints
	output, err := process.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(arguments, " "), err, complaints)
	}
	return string(output)
}
