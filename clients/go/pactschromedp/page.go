// Package pactschromedp binds a PACTS session to chromedp: elements by what people call them, with chromedp's own actions.
//
//	page := pactschromedp.On(session)
//	err := page.Element("Search products").Fill(ctx, "tea")
//
// Every ctx is one of chromedp's. The browser needs no open port.
package pactschromedp

import (
	"context"

	"github.com/chromedp/chromedp"

	pacts "github.com/pacts-dev/pacts/clients/go"
)

// Page is the tab of a chromedp context, as a session sees it.
type Page struct{ tab *pacts.Tab }

// On binds a session to chromedp. Which tab it is says the context of each call; a session has one.
func On(session *pacts.Session) *Page { return &Page{session.Tab(driven{})} }

// Tab returns what the core of the client has of the page.
func (p *Page) Tab() *pacts.Tab { return p.tab }

// Session returns the session that the page belongs to.
func (p *Page) Session() *pacts.Session { return p.tab.Session() }

type driven struct{}

func (driven) URL(ctx context.Context) (string, error) { return chromedp.Run(ctx, chromedp.Location()) }

func (driven) Strategies() []pacts.Strategy {
	return []pacts.Strategy{
		pacts.StrategyCSS, pacts.StrategyXPath, pacts.StrategyTestID, pacts.StrategyPlaceholder, pacts.StrategyAltText,
		pacts.StrategyTitle, pacts.StrategyLabel, pacts.StrategyText, pacts.StrategyRole,
	}
}

func (driven) Evaluate(ctx context.Context, frame, expression string) (text string, err error) {
	if frame == "" {
		return chromedp.Run(ctx, chromedp.Evaluate[string](expression))
	}
	err = inFrame(ctx, frame, func(at place) error {
		text, err = evaluated[string](at, expression)
		return err
	})
	return text, err
}

// at does something where chromedp finds what a selector finds, by the daemon's own script: with every strategy, and in
// open shadow roots.
func (p *Page) at(
	ctx context.Context, frame string, selector *pacts.Selector, do func(context.Context, chromedp.QueryOption) error,
) error {
	expression, err := p.tab.Finding(ctx, selector)
	if err != nil {
		return err
	}
	return where(ctx, frame, byExpression(expression), do)
}

// where does something where chromedp finds what a finder does in a frame.
func where(ctx context.Context, frame string, find finder, do func(context.Context, chromedp.QueryOption) error) error {
	if frame == "" {
		return do(ctx, finding(find, nil))
	}
	return inFrame(ctx, frame, func(at place) error { return do(at.ctx, finding(find, at.frame)) })
}

// label is what chromedp's own errors call an element.
func label(selector *pacts.Selector) chromedp.JSPath { return chromedp.JSPath(selector.GetValue()) }
