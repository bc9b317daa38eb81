// Package pactstest gives tests of Go their PACTS session, and tells the daemon how each test ended.
//
//	session := pactstest.Session(t)
//
// It reads the variables that all clients share: PACTS_TARGET, PACTS_TOKEN, PACTS_APP, PACTS_ENVIRONMENT, PACTS_FROZEN,
// PACTS_HEAL (auto or off), PACTS_MAX_HEALS and PACTS_SUMMARY. Without a target it starts a daemon that keeps nothing, by
// the command in PACTS_COMMAND ("pacts" unless set), which ends with the tests.
package pactstest

import (
	"context"
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
	shared := []pacts.SessionOption{pacts.WithHealing(set.heal), pacts.WithFrozen(set.frozen), pacts.WithLog(t.Logf)}
	session := pacts.NewSession(client, set.app, set.environment, append(shared, options...)...)
	t.Cleanup(func() { end(t, session, set) })
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
	if set.target != "" {
		return pacts.New(set.target, set.clientOptions()...)
	}
	if started, err = daemon.Start(nil, nil); err != nil {
		return nil, err
	}
	return pacts.New(started.Target)
})

// Client returns the client that all sessions of this process share: of the daemon in PACTS_TARGET, or of one that was
// started.
func Client() (*pacts.Client, error) { return shared() }

// end is called when the test's own context has ended already.
func end(t testing.TB, session *pacts.Session, set *settings) {
	ctx, cancel := context.WithTimeout(context.Background(), reportWithin)
	defer cancel()
	var err error
	switch {
	case t.Failed():
		err = session.Failed(ctx, t.Name()+" has failed")
	case !t.Skipped():
		err = session.Passed(ctx)
	}
	if err != nil {
		t.Logf("%v: how %s ended is not reported", err, t.Name())
	}
	if err := session.Close(ctx); err != nil {
		t.Logf("%v: what was looked up is not counted", err)
	}
	if err := run.add(t, session.Heals(), set); err != nil {
		t.Error(err)
	}
}
