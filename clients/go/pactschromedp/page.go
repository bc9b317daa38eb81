// Package pactschromedp binds a PACTS session to chromedp: elements by what people call them, with chromedp's own actions.
//
//	page := pactschromedp.On(session)
//	err := page.Element("Search products").Fill(ctx, "tea")
//
// Every ctx is one of chromedp's. The browser needs no open port.
package pactschromedp

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	pacts "github.com/pacts-dev/pacts/clients/go"
)

// world is where frames are looked at: beside their own scripts, and none of the page's rules hold there.
const world = "pacts"

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
	return []pacts.Strategy{pacts.StrategyCSS, pacts.StrategyXPath, pacts.StrategyTestID}
}

func (driven) Evaluate(ctx context.Context, frame, expression string) (string, error) {
	if frame == "" {
		return chromedp.Run(ctx, chromedp.Evaluate[string](expression))
	}
	tree, err := chromedp.Call(ctx, cdppage.GetFrameTree, cdp.Empty{})
	if err != nil {
		return "", err
	}
	found := frameIn(tree.FrameTree, frame)
	if found == nil {
		return "", fmt.Errorf("the page has no frame %q of its own origin", frame)
	}
	if err := shown(ctx, found.ID); err != nil {
		return "", err
	}
	made, err := chromedp.Call(ctx, cdppage.CreateIsolatedWorld, cdppage.CreateIsolatedWorldParams{
		FrameID: found.ID, WorldName: world,
	})
	if err != nil {
		return "", err
	}
	return chromedp.Run(ctx, chromedp.Evaluate[string](expression, func(asked *runtime.EvaluateParams) {
		asked.ContextID = made.ExecutionContextID
	}))
}

// shown brings a frame into view: what a click would reach in it can be told only there.
func shown(ctx context.Context, frame cdp.FrameID) error {
	owner, err := chromedp.Call(ctx, dom.GetFrameOwner, dom.GetFrameOwnerParams{FrameID: frame})
	if err != nil {
		return err
	}
	_, err = chromedp.Call(ctx, dom.ScrollIntoViewIfNeeded, dom.ScrollIntoViewIfNeededParams{BackendNodeID: owner.BackendNodeID})
	return err
}

func frameIn(tree *cdppage.FrameTree, named string) *cdp.Frame {
	for _, child := range tree.ChildFrames {
		if child.Frame.Name == named || child.Frame.URL == named {
			return child.Frame
		}
		if found := frameIn(child, named); found != nil {
			return found
		}
	}
	return nil
}

//go:embed find.js
var findScript string

// native is where chromedp finds what a selector finds: also in open shadow roots, and in frames of the page's own origin.
func native(selector *pacts.Selector, frame string) chromedp.JSPath {
	kind, value := "css", selector.GetValue()
	switch selector.GetStrategy() {
	case pacts.StrategyXPath:
		kind = "xpath"
	case pacts.StrategyTestID:
		value = "[" + selector.GetAttribute() + "=" + cssLiteral(value) + "]"
	}
	arguments := strings.Join([]string{literal(kind), literal(value), literal(frame)}, ", ")
	return chromedp.JSPath("(" + strings.TrimSpace(findScript) + ")(" + arguments + ")")
}

func literal(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err) // A string always has a JSON form.
	}
	return string(quoted)
}

var cssEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\a `, "\r", `\d `, "\f", `\c `)

func cssLiteral(text string) string { return `"` + cssEscapes.Replace(text) + `"` }
