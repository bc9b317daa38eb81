// Package shop tests a small shop by what its elements are called, and by a selector of old, before and after a redesign.
package shop

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/pacts-dev/pacts/clients/go/pactschromedp"
	"github.com/pacts-dev/pacts/clients/go/pactstest"
)

func TestSubscribe_BeforeAndAfterARedesign_Works(t *testing.T) {
	edition := "products.html"
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		http.ServeFile(w, r, "../../tests/scenarios/site/"+edition)
	}))
	defer shop.Close()
	ctx := browser(t)
	session := pactstest.Session(t)
	page, wrapped := pactschromedp.On(session), pactschromedp.Wrap(session)

	for _, edition = range []string{"products.html", "products.redesign.html"} {
		if err := chromedp.Do(ctx, chromedp.Navigate(shop.URL+"/products")); err != nil {
			t.Fatal(err)
		}
		if err := page.Element("E-mail address").Fill(ctx, "ada@example.org"); err != nil {
			t.Fatal(err)
		}
		// A selector that the test had already: the redesign takes its id away.
		if err := pactschromedp.Click(ctx, wrapped, chromedp.CSS("#subscribe")); err != nil {
			t.Fatal(err)
		}
		status, err := chromedp.Run(ctx, chromedp.Text(chromedp.ID("status")))
		if err != nil || status != "subscribed ada@example.org" {
			t.Fatalf("%s: the shop says %q, %v", edition, status, err)
		}
		gone, err := page.Element("Gift wrapping").Gone(ctx)
		if err != nil || !gone {
			t.Fatalf("%s: gone is %t, %v", edition, gone, err)
		}
	}
	for _, healed := range session.Heals() {
		t.Logf("%s: %s -> %s", healed.Element, healed.Old.GetValue(), healed.New.GetValue())
	}
	if len(session.Heals()) == 0 {
		t.Error("the redesign moved nothing")
	}
}

// browser opens a tab of a new browser, which needs no port.
func browser(t *testing.T) context.Context {
	options := []chromedp.ExecAllocatorOption{}
	if path := os.Getenv("PACTS_BROWSER"); path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := chromedp.NewContext(t.Context(), chromedp.WithAllocatorOptions(options...))
	t.Cleanup(cancel)
	return ctx
}
