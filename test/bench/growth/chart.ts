/** One line of a chart: how the cost of a unit grows with the size. */
export interface Curve {
  readonly name: string;
  readonly points: readonly { readonly size: number; readonly cost: number }[];
}

const width = 760;
const height = 360;
const margin = { left: 62, right: 190, top: 34, bottom: 46 };
const colours = ['#2563eb', '#d97706', '#059669', '#dc2626', '#7c3aed', '#0891b2', '#4b5563'];

/** An SVG with both axes logarithmic: a cost per unit that stays level is linear growth; a slope upward is worse. Readable on light and dark ground. */
export function chart(title: string, unit: string, curves: readonly Curve[]): string {
  const points = curves.flatMap((curve) => curve.points);
  const x = axis(
    points.map(({ size }) => size),
    margin.left,
    width - margin.right,
  );
  const y = axis(
    points.map(({ cost }) => cost),
    height - margin.bottom,
    margin.top,
  );
  const grid = [
    ...y.ticks.map(
      (tick) => `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y.at(tick)}" y2="${y.at(tick)}" stroke="#8884"/>`,
    ),
    ...y.ticks.map((tick) => `<text x="${margin.left - 8}" y="${y.at(tick) + 4}" text-anchor="end">${label(tick)}</text>`),
    ...x.ticks.map((tick) => `<text x="${x.at(tick)}" y="${height - margin.bottom + 20}" text-anchor="middle">${label(tick)}</text>`),
  ];
  const lines = curves.map(({ name, points: own }, index) => {
    const colour = colours[index % colours.length];
    const path = own.map(({ size, cost }, at) => `${at === 0 ? 'M' : 'L'}${x.at(size)} ${y.at(cost)}`).join(' ');
    const dots = own.map(({ size, cost }) => `<circle cx="${x.at(size)}" cy="${y.at(cost)}" r="3" fill="${colour}"/>`).join('');
    const legend = `<text x="${width - margin.right + 14}" y="${margin.top + 18 * index + 4}" fill="${colour}">${name}</text>`;
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}${legend}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#808080">`,
    `<title>${title}</title>`,
    `<text x="${margin.left}" y="18" font-size="14" font-weight="600">${title}</text>`,
    `<text x="${(margin.left + width - margin.right) / 2}" y="${height - 6}" text-anchor="middle">${unit}</text>`,
    ...grid,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}

function axis(values: readonly number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)),
    at: (value: number) => Math.round(10 * (from + ((Math.log10(value) - low) / (high - low)) * (to - from))) / 10,
  };
}

function label(value: number): string {
  if (value >= 1e6) return `${value / 1e6} M`;
  if (value >= 1e3) return `${value / 1e3} k`;
  return value >= 1 ? String(value) : value.toPrecision(1);
}
