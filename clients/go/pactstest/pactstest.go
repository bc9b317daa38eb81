// Package pactstest gives tests of Go their PACTS session, and tells the daemon how each test ended.
//
//	session := pactstest.Session(t)
//
// It reads the variables that all clients share (docs/variables.md). Without PACTS_TARGET it starts a daemon that keeps
// nothing, by the command in PACTS_COMMAND ("pacts" unless set), which ends with the tests.
package pactstest

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	pacts "github.com/pacts-dev/pacts/clients/go"
	"github.com/pacts-dev/pacts/clients/go/internal/daemon"
)

const reportWithin = 10 * time.Second

// Session returns a session for one test. When the test ends, what it has used is reported as right when it has passed, and
// as wrong when it has failed; the test fails when the run has healed more than PACTS_MAX_HEALS elements by then.
func Session(t testing.TB, options ...pacts.SessionOption) *pacts.Session {
	t.Helper()
	set, err := read()
	if err != nil {
		t.Fatal(err)
	}
	client, err := Client()
	if err != nil {
		t.Fatal(err)
	}
	shared := []pacts.SessionOption{
		pacts.WithHealing(set.heal), pacts.WithFrozen(set.frozen), pacts.WithWait(set.wait), pacts.WithLog(t.Logf),
	}
	session := pacts.NewSession(client, set.app, set.environment, append(shared, options...)...)
	where := placeOf(runtime.Caller(1))
	t.Cleanup(func() { end(t, session, set, where) })
	return session
}

// started is the daemon of this process. It ends when its standard input closes: with the process, and not before, since it
// is kept here.
var started *daemon.Daemon

var shared = sync.OnceValues(func() (*pacts.Client, error) {
	set, err := read()
	if err != nil {
		return nil, err
	}
	if set.target != "" || !set.ephemeral {
		return pacts.New(cmp.Or(set.target, usual), set.clientOptions()...)
	}
	if started, err = daemon.Start(nil, nil); err != nil {
		return nil, err
	}
	return pacts.New(started.Target, set.deadlines()...)
})

// Client returns the client that all sessions of this process share: of the daemon in PACTS_TARGET, or of one that was
// started.
func Client() (*pacts.Client, error) { return shared() }

// end is called when the test's own context has ended already.
func end(t testing.TB, session *pacts.Session, set *settings, where place) {
	ctx, cancel := context.WithTimeout(context.Background(), reportWithin)
	defer cancel()
	var err error
	switch {
	case t.Failed():
		err = session.Failed(ctx, whyOf(t, set))
	case !t.Skipped():
		err = session.Passed(ctx)
	}
	if err != nil {
		t.Logf("%v: how %s ended is not reported", err, t.Name())
	}
	if err := session.Close(ctx); err != nil {
		t.Logf("%v: what was looked up is not counted", err)
	}
	if err := run.add(t, session, set, where); err != nil {
		t.Error(err)
	}
}

// nameOf is what a test is called.
func nameOf(t testing.TB, set *settings) string { return cmp.Or(set.test, t.Name()) }

func whyOf(t testing.TB, set *settings) string {
	if commit := set.commitOf(); commit != "" {
		return nameOf(t, set) + " @ " + commit + ": has failed"
	}
	return nameOf(t, set) + ": has failed"
}

// place is where a session was asked for.
type place struct {
	file string
	line int
}

// placeOf takes what runtime.Caller says; the file is told from the folder of the tests where it is in that.
func placeOf(_ uintptr, file string, line int, known bool) place {
	if !known {
		return place{}
	}
	if folder, err := os.Getwd(); err == nil {
		if near, err := filepath.Rel(folder, file); err == nil && filepath.IsLocal(near) {
			return place{near, line}
		}
	}
	return place{file, line}
}
