// The payment provider's page, shown in a frame.
const form = document.querySelector('form')
form.addEventListener('submit', async event => {
  event.preventDefault()
  const answer = await fetch('/card', { method: 'POST', body: new URLSearchParams(new FormData(form)) })
  const { told } = await answer.json()
  document.querySelector('output').textContent = told
  parent.postMessage({ told }, location.origin)
})
