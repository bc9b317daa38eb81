// Package pacts finds the elements of web pages by what people call them, through a PACTS daemon that remembers where they are.
//
// [Client] is the daemon's calls with deadlines, retries and typed errors. [Session] is what a test uses: it looks an
// element up, checks it in the page, acts, and has it found again when the page has changed. The package pactschromedp
// binds a session to chromedp, and pactstest to the tests of Go.
package pacts
