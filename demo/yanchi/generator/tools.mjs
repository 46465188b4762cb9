// Small tools of the demonstration county's generator: a fixed random source, amounts, dates, CSV.

/** mulberry32: the same numbers on every machine. */
export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }
  /** A number in [0, 1). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  /** A whole number in [low, high]. */
  between(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }
  chance(percent) {
    return this.next() * 100 < percent;
  }
  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }
  /** `count` different entries, in their order. */
  some(list, count) {
    const left = list.map((_, i) => i);
    while (left.length > count) left.splice(Math.floor(this.next() * left.length), 1);
    return left.map((i) => list[i]);
  }
}

// Amounts are whole hundreds of 元 (0.01 万元), so that sums are exact.

/** "84726.10" for 8472610. */
export function wan(hundreds) {
  const sign = hundreds < 0 ? '-' : '';
  const digits = String(Math.abs(hundreds)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** An amount of `low` to `high` 万元 with a long tail, in hundreds of 元; mostly round, as budgets are. */
export function amount(random, low, high) {
  const value = low + (high - low) * random.next() ** 1.7;
  const step = random.chance(70) ? (value > 200 ? 1000 : 100) : 1;
  return Math.max(step, Math.round((value * 100) / step) * step);
}

/** `part` of `whole`, both whole, for a share in thousandths. */
export function share(whole, thousandths) {
  return Math.floor((whole * thousandths) / 1000);
}

/** "2022-03-31" some days after a date. */
export function day(text, days = 0) {
  const date = new Date(`${text}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function cell(value) {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV file as spreadsheets in Chinese offices write it: byte order mark, CRLF. Rows are objects by header. */
export function csv(header, rows) {
  const lines = [header.map(cell).join(',')];
  for (const row of rows) {
    for (const name of Object.keys(row)) if (!header.includes(name)) throw new Error(`no column ${name}`);
    lines.push(header.map((name) => cell(row[name])).join(','));
  }
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

export const RECORDED = '真实记录';
export const ALLOCATED = '总数公开，分项示意';
export const ILLUSTRATIVE = '演示数据';
export const REGION = '640323';
