/** Breaks a text into lines no wider than `width`, at any character: Chinese has no spaces to break at. */
function breakLines(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = []
  for (const character of text) {
    const line = (lines[lines.length - 1] ?? '') + character
    if (lines.length === 0 || pen.measureText(line).width > width) lines.push(character)
    else lines[lines.length - 1] = line
  }
  return lines
}

/**
 * Draws a text as a picture in the type of the element around it, so that it stands nowhere in the page as text: not to
 * be selected, searched or read out by whatever listens on the phone.
 */
export function drawText(canvas: HTMLCanvasElement, text: string, width: number): void {
  const pen = canvas.getContext('2d')
  const around = canvas.parentElement
  if (!pen || !around) return
  const { fontWeight, fontSize, fontFamily, color } = getComputedStyle(around)
  const font = `${fontWeight} ${fontSize} ${fontFamily}`
  const lineHeight = Math.ceil(parseFloat(fontSize) * 1.4)
  pen.font = font
  const lines = breakLines(pen, text, width)
  const scale = window.devicePixelRatio
  const size = {
    width: Math.ceil(Math.max(...lines.map(line => pen.measureText(line).width))),
    height: lineHeight * lines.length,
  }
  canvas.width = size.width * scale
  canvas.height = size.height * scale
  canvas.style.width = `${size.width}px`
  canvas.style.height = `${size.height}px`
  pen.scale(scale, scale)
  pen.font = font
  pen.fillStyle = color
  pen.textBaseline = 'middle'
  lines.forEach((line, i) => pen.fillText(line, 0, lineHeight * (i + 0.5)))
}
