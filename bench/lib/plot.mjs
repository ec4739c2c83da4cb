// A plot of time against N as SVG, both axes logarithmic.
const WIDTH = 760;
const HEIGHT = 460;
const LEFT = 60;
const RIGHT = 250;
const TOP = 20;
const BOTTOM = 40;
const COLORS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#555555', '#000000'];

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** @param lines for each contestant its name and points of N and seconds */
export function plot(lines) {
  const points = lines.flatMap((line) => line.points);
  const range = (values) => [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  const [minX, maxX] = range(points.map(([n]) => n));
  const [minY, maxY] = range(points.map(([, seconds]) => seconds)).map((edge, index) =>
    index ? Math.ceil(edge) : Math.floor(edge),
  );
  const x = (n) => LEFT + ((Math.log10(n) - minX) / (maxX - minX || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (seconds) => TOP + (1 - (Math.log10(seconds) - minY) / (maxY - minY || 1)) * (HEIGHT - TOP - BOTTOM);
  const parts = [];
  for (let power = minY; power <= maxY; power++) {
    const at = y(10 ** power).toFixed(1);
    parts.push(`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" stroke="#ddd"/>`);
    parts.push(`<text x="${LEFT - 8}" y="${at}" dy="4" text-anchor="end">${10 ** power} s</text>`);
  }
  for (const n of new Set(points.map(([value]) => value))) {
    parts.push(`<text x="${x(n).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${n}</text>`);
  }
  parts.push(
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 4}" text-anchor="middle">stacks of 12 objects</text>`,
  );
  lines.forEach(({ name, points: own }, index) => {
    const color = COLORS[index % COLORS.length];
    const path = own.map(([n, seconds]) => `${x(n).toFixed(1)},${y(seconds).toFixed(1)}`).join(' ');
    parts.push(`<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>`);
    for (const [n, seconds] of own)
      parts.push(`<circle cx="${x(n).toFixed(1)}" cy="${y(seconds).toFixed(1)}" r="3" fill="${color}"/>`);
    const row = TOP + 10 + index * 20;
    parts.push(`<rect x="${WIDTH - RIGHT + 16}" y="${row - 9}" width="10" height="10" fill="${color}"/>`);
    parts.push(`<text x="${WIDTH - RIGHT + 32}" y="${row}">${escape(name)}</text>`);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>
${parts.join('\n')}
</svg>
`;
}
