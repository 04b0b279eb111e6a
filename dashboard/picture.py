"""A chart as a picture to take along, made in the reader's browser.

A picture goes where no page is around it: above the chart it has the question and the answer, below it the notes
and where it comes from, each in the type and colour that they have on the page.
"""

from html import escape

JS = """
const SHARPER = 2
const EDGE = 24
const asImage = (drawing) => new Promise((resolve, reject) => {
  const image = new Image()
  image.onload = () => resolve(image)
  image.onerror = reject
  image.src = "data:image/svg+xml," + encodeURIComponent(new XMLSerializer().serializeToString(drawing))
})
// Words in lines as wide as the chart, broken at spaces, between Chinese characters and after the & of an address.
const inLines = (pen, words, width) => {
  const lines = [""]
  for (const piece of words.match(/[^\\s\\u2e80-\\uffff&]+&?|./gu) || []) {
    const longer = lines.at(-1) + piece
    if (lines.at(-1) && pen.measureText(longer.trimEnd()).width > width) lines.push(piece.trimStart())
    else lines[lines.length - 1] = longer
  }
  return lines
}
const paragraph = (pen, element, words, width) => {
  const look = getComputedStyle(element)
  const font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`
  pen.font = font
  const size = parseFloat(look.fontSize)
  return { font, colour: look.color, size, step: size * 1.5, lines: inLines(pen, words, width) }
}
const savePicture = async (button) => {
  const exhibit = button.closest("[class*=st-key-exhibit_]")
  const chart = exhibit.querySelector(".js-plotly-plot")
  const drawings = await Promise.all([...chart.querySelectorAll(".main-svg")].map(asImage))
  const { clientWidth: width, clientHeight: height } = chart
  const canvas = document.createElement("canvas")
  const pen = canvas.getContext("2d")
  const told = (selector) => [...exhibit.querySelectorAll(selector)].map((p) => paragraph(pen, p, p.innerText, width))
  const above = told("h2, h3, p.answer")
  const below = told(".rests p:not(.listed)")
  const small = exhibit.querySelector(".rests p") || exhibit.querySelector("p.answer")
  const address = new URL(button.dataset.source, window.location.href).href
  below.push(paragraph(pen, small, button.dataset.words + address, width))
  const tall = (paragraphs) => paragraphs.reduce((sum, p) => sum + p.step * p.lines.length, 0)
  canvas.width = SHARPER * (width + 2 * EDGE)
  canvas.height = SHARPER * (height + tall(above) + tall(below) + 4 * EDGE)
  pen.scale(SHARPER, SHARPER)
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--paper")
  pen.fillRect(0, 0, canvas.width, canvas.height)
  let y = EDGE
  const write = (paragraphs) => paragraphs.forEach((p) => p.lines.forEach((line) => {
    pen.font = p.font
    pen.fillStyle = p.colour
    pen.fillText(line, EDGE, y + p.size)
    y += p.step
  }))
  write(above)
  y += EDGE
  drawings.forEach((drawing) => pen.drawImage(drawing, EDGE, y, width, height))
  y += height + EDGE
  write(below)
  const link = document.createElement("a")
  link.href = canvas.toDataURL("image/png")
  link.download = button.dataset.picture
  link.click()
}
"""
"""The script behind ``button``: part of the component that draws markup (see ``island``)."""


def button(label: str, file_name: str, words: str, address: str) -> str:
    """Markup of a button that saves the chart of its exhibit; ``words`` and the address stand at its foot."""
    given = {"picture": file_name, "words": words, "source": address}
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in given.items())
    return f'<button type="button" class="quiet" {attributes}>{escape(label)}</button>'
