package pactschromedp_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	pacts "github.com/pacts-dev/pacts/clients/go"
	"github.com/pacts-dev/pacts/clients/go/pactschromedp"
	"github.com/pacts-dev/pacts/clients/go/pactstest"
)

func TestWrapped_BannerCoversTheElement_IsClosedFirst(t *testing.T) {
	const banner = shop + `<div style="position:fixed;inset:0;background:#fff"><button id=accept onclick="this.parentElement.remove()">Accept</button></div>`
	ctx, url := opened(t), serve(t, map[string]string{"/": banner})
	page := pactschromedp.Wrap(pactstest.Session(t, pacts.WithInterruption("cookies", "#accept")))
	visit(t, ctx, url)
	if err := pactschromedp.Click(ctx, page, chromedp.CSS("#save")); err != nil || said(t, ctx) != "saved" {
		t.Fatalf("got %v, %q", err, said(t, ctx))
	}
}
