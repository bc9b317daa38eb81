package pactstest

import (
	"strings"
	"testing"
	"time"

	pacts "github.com/pacts-dev/pacts/clients/go"
	"github.com/pacts-dev/pacts/clients/go/internal/variables"
)

func TestRead_Variables_AreReadAsInEveryLanguage(t *testing.T) {
	for name, value := range map[string]string{
		variables.Target: "pacts.example:50551", variables.Token: "a", variables.TLS: "yes", variables.TimeoutS: "1.5",
		variables.App: "shop", variables.Frozen: "on", variables.Heal: "off", variables.MaxHeals: "3", variables.WaitS: "7",
	} {
		t.Setenv(name, value)
	}
	set, err := read()
	if err != nil {
		t.Fatal(err)
	}
	if set.app != "shop" || set.environment != "local" || !set.frozen || set.heal || set.maxHeals != 3 || !set.ephemeral {
		t.Errorf("got %+v", set)
	}
	if set.timeout != 1500*time.Millisecond || set.pageTimeout != 30*time.Second || set.wait != 7*time.Second {
		t.Errorf("got %+v", set)
	}
	// A token that would leave this machine in the clear is refused: it is encrypted, then.
	client, err := pacts.New(set.target, set.clientOptions()...)
	if err != nil {
		t.Fatal(err)
	}
	_ = client.Close()
	t.Setenv(variables.TLS, "")
	t.Setenv(variables.TLSCA, "/nowhere.pem")
	if set, err = read(); err != nil {
		t.Fatal(err)
	}
	if _, err := pacts.New(set.target, set.clientOptions()...); err == nil || !strings.Contains(err.Error(), "/nowhere.pem") {
		t.Errorf("authorities that are nowhere: %v", err)
	}
}

func TestRead_VariableThatCannotBe_IsNamed(t *testing.T) {
	for name, value := range map[string]string{
		variables.Heal: "on", variables.Frozen: "perhaps", variables.MaxHeals: "-1", variables.WaitS: "0",
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			if _, err := read(); err == nil || !strings.Contains(err.Error(), name+": must be") {
				t.Errorf("got %v", err)
			}
		})
	}
}
