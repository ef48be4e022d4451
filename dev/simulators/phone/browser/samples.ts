// Pictures to send without having one: drawn, so that nothing is fetched.

type Draw = (pen: CanvasRenderingContext2D) => void

async function drawn(width: number, height: number, name: string, draw: Draw): Promise<File> {
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  if (pen) draw(pen as unknown as CanvasRenderingContext2D)
  return new File([await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })], name, { type: 'image/jpeg' })
}

/** A school certificate, as somebody would photograph it. */
export const certificate = () =>
  drawn(900, 640, 'ijazah.jpg', (pen) => {
    pen.fillStyle = '#8a6a4f'
    pen.fillRect(0, 0, 900, 640)
    pen.translate(450, 320)
    pen.rotate(-0.03)
    pen.fillStyle = '#fbf7ea'
    pen.fillRect(-400, -270, 800, 540)
    pen.strokeStyle = '#2f6b4f'
    pen.lineWidth = 6
    pen.strokeRect(-376, -246, 752, 492)
    pen.lineWidth = 1.5
    pen.strokeRect(-364, -234, 728, 468)
    pen.fillStyle = '#1f2d26'
    pen.textAlign = 'center'
    pen.font = '600 46px Georgia, serif'
    pen.fillText('IJAZAH', 0, -150)
    pen.font = '20px Georgia, serif'
    pen.fillText('SEKOLAH MENENGAH ATAS', 0, -112)
    pen.fillText('Diberikan kepada', 0, -52)
    pen.font = 'italic 40px Georgia, serif'
    pen.fillText('Contoh Pelanggan', 0, 4)
    pen.font = '18px Georgia, serif'
    pen.fillText('yang telah menyelesaikan pendidikannya', 0, 50)
    pen.fillText('dengan nilai rata-rata 86,4', 0, 78)
    pen.beginPath()
    pen.arc(-230, 150, 46, 0, Math.PI * 2)
    pen.strokeStyle = '#a23b3b'
    pen.lineWidth = 4
    pen.stroke()
    pen.beginPath()
    pen.moveTo(150, 160)
    pen.bezierCurveTo(190, 90, 220, 220, 260, 130)
    pen.bezierCurveTo(280, 100, 300, 170, 330, 140)
    pen.strokeStyle = '#27408b'
    pen.stroke()
  })

/** Hills at dusk. */
export const view = () =>
  drawn(900, 640, 'pemandangan.jpg', (pen) => {
    const sky = pen.createLinearGradient(0, 0, 0, 640)
    sky.addColorStop(0, '#3d6f94')
    sky.addColorStop(0.6, '#f2c9a0')
    sky.addColorStop(1, '#e99a6c')
    pen.fillStyle = sky
    pen.fillRect(0, 0, 900, 640)
    pen.fillStyle = '#ffe9c4'
    pen.beginPath()
    pen.arc(640, 300, 54, 0, Math.PI * 2)
    pen.fill()
    const hills = [
      { colour: '#6f8aa0', top: 380, wave: 150 },
      { colour: '#4c6b70', top: 440, wave: 110 },
      { colour: '#2c4a45', top: 520, wave: 80 },
    ]
    for (const { colour, top, wave } of hills) {
      pen.fillStyle = colour
      pen.beginPath()
      pen.moveTo(0, 640)
      for (let x = 0; x <= 900; x += 12) pen.lineTo(x, top + Math.sin(x / wave) * 38 + Math.cos(x / (wave / 2.3)) * 18)
      pen.lineTo(900, 640)
      pen.fill()
    }
  })
