package pacts

import (
	"testing"
	"time"
)

func TestLooking_ElementStandsElsewhere_IsLookedForAtOnceAndOnlyOnce(t *testing.T) {
	look, elsewhere := &looking{}, &Verification{IsElsewhere: true}
	if look.atOnce(&Verification{}) || !look.atOnce(elsewhere) || look.atOnce(elsewhere) {
		t.Error("it is looked for at once where it is not elsewhere, or more than once")
	}
}

func TestLooking_FirstPauses_AreShort(t *testing.T) {
	session := &Session{settings: &sessionSettings{step: 60 * time.Millisecond}}
	look := &looking{element: &Element{tab: &Tab{session: session}}}
	began := time.Now()
	for range 2 {
		if err := look.pause(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(began); took < 110*time.Millisecond {
		t.Errorf("two pauses of 50 and 60 ms took %s", took)
	}
}
