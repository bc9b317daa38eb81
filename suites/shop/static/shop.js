// What both designs do. Each hooks it up by attributes of its own prefix: data-shop-post, data-on-post.
const prefix = document.currentScript.dataset.prefix
const REPEATS_MS = [150, 400, 900]
const TYPING_MS = 250
const BANNER_MS = 300

const hook = (name, value) => `[data-${prefix}-${name}${value === undefined ? '' : `="${value}"`}]`
const hooked = (element, name) => element.getAttribute(`data-${prefix}-${name}`)
const all = (name, value) => document.querySelectorAll(hook(name, value))

async function send(path, fields) {
  const answer = await fetch(path, { method: 'POST', body: fields instanceof FormData ? fields : new URLSearchParams(fields) })
  return answer.status === 200 ? answer.json() : {}
}

// Every part is put in anew, as a framework does that has lost track of its keys: no element outlives it.
async function render(part) {
  const answer = await fetch(hooked(part, 'part') + asked(part))
  const html = await answer.text()
  const typing = part.contains(document.activeElement) ? document.activeElement.id : ''
  part.innerHTML = html
  if (typing) document.getElementById(typing)?.focus()
  all('items').forEach(items => { items.textContent = answer.headers.get('X-Items') })
}

const renderAll = () => Promise.all([...all('part')].map(render))

function asked(part) {
  const asks = [...all('asks')].map(field => [hooked(field, 'asks'), field.value])
  return part && asks.length ? '?' + new URLSearchParams(asks) : ''
}

async function renderAgain() {
  await renderAll()
  REPEATS_MS.forEach(wait => setTimeout(renderAll, wait))
}

function tell(text) { all('told').forEach(told => { told.textContent = text }) }

addEventListener('click', async ({ target }) => {
  const button = target.closest('button, a, [role=button]')
  if (!button || button.disabled) return
  const menu = hooked(button, 'menu'), dialog = hooked(button, 'opens'), post = hooked(button, 'post')
  if (menu !== null) {
    const list = document.getElementById(menu)
    list.hidden = !list.hidden
    button.setAttribute('aria-expanded', String(!list.hidden))
  }
  if (dialog !== null) document.getElementById(dialog).showModal()
  if (hooked(button, 'closes') !== null) button.closest('dialog').close()
  if (post === null) return
  const question = hooked(button, 'confirm')
  if (question && !confirm(question)) return
  await send(post, { sku: hooked(button, 'sku') ?? '' })
  if (hooked(button, 'banner') === null) renderAgain()
  else all('banner', 'whole').forEach(banner => banner.remove())
})

let typed
addEventListener('input', ({ target }) => {
  const sku = hooked(target, 'quantity'), asks = hooked(target, 'asks')
  if (asks !== null) renderAll()
  if (sku === null || !/^\d+$/.test(target.value)) return
  clearTimeout(typed)
  typed = setTimeout(async () => {
    await send('/cart/quantity', { sku, quantity: target.value })
    renderAgain()
  }, TYPING_MS)
})

addEventListener('change', async ({ target }) => {
  const enables = hooked(target, 'enables')
  if (enables !== null && !hooked(target, 'never')) document.getElementById(enables).disabled = !target.checked
  if (hooked(target, 'attaches') === null || !target.files.length) return
  const form = new FormData()
  form.append('file', target.files[0])
  tell((await send('/attachment', form)).told)
})

addEventListener('message', ({ origin, data }) => {
  if (origin === location.origin && typeof data.told === 'string') tell(data.told)
})

all('banner', 'whole').forEach(banner => setTimeout(() => { banner.hidden = false }, BANNER_MS))
renderAgain()
