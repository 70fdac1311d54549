import { agencies, causes, courts, describing, starts, stops, suffixes, trades } from './invented-words.js';

/** Lists to draw names from, in small letters: surnames, first names, towns. */
export interface NameLists {
  readonly surnames: readonly string[];
  readonly firstNames: readonly string[];
  readonly towns: readonly string[];
  readonly states: readonly string[];
  readonly countries: readonly string[];
}

/** A company as it is introduced and as it is called afterwards. */
export interface Company {
  readonly full: string;
  readonly short: string;
}

const trailing = /\s(?:Holdings|Partners|Group|International)$/u;

/** Makes names up, always the same ones from the same random numbers. */
export class InventedNames {
  private readonly lists: NameLists;
  private readonly random: () => number;

  constructor(lists: NameLists, random: () => number) {
    this.lists = lists;
    this.random = random;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random() * items.length)]!;
  }

  number(from: number, to: number): number {
    return from + Math.floor(this.random() * (to - from));
  }

  surname(): string {
    return titled(this.pick(this.lists.surnames));
  }

  firstName(): string {
    return titled(this.pick(this.lists.firstNames));
  }

  town(): string {
    return titled(this.pick(this.lists.towns));
  }

  state(): string {
    return titled(this.pick(this.lists.states));
  }

  country(): string {
    return this.pick(this.lists.countries);
  }

  middle(): string {
    return this.random() < 0.25 ? ` ${this.pick([...'ABCDEFGHJKLMNPRSTW'])}.` : '';
  }

  company(): Company {
    const short = this.shortCompany();
    const suffix = this.pick(suffixes);
    const trade = this.random() < 0.45 && !trades.includes(short.split(' ').at(-1) ?? '') ? ` ${this.pick(trades)}` : '';
    return { full: `${short}${trade}${suffix}`, short: short.replace(trailing, '') };
  }

  private shortCompany(): string {
    const kind = this.random();
    if (kind < 0.28) return this.surname();
    if (kind < 0.36) return `${this.surname()} ${this.pick(['&', 'and'])} ${this.surname()}`;
    if (kind < 0.4) return `${this.surname()} ${this.surname()}`;
    if (kind < 0.56) return `${this.pick(starts)}${this.pick(stops)}`;
    if (kind < 0.64) return this.acronym();
    const lead =
      kind < 0.74
        ? this.pick(describing)
        : kind < 0.82
          ? this.town()
          : kind < 0.92
            ? this.surname()
            : `${this.pick(describing)} ${this.pick(describing)}`;
    return `${lead} ${this.pick(trades)}`;
  }

  private acronym(): string {
    return Array.from({ length: this.number(2, 5) }, () => this.pick([...'ABCDEFGHIKLMNOPRSTUVW'])).join('');
  }

  foreignCompany(): Company {
    const name = this.surname();
    const [short, full] = this.pick([
      [name, `${name} Maschinenbau GmbH`],
      [`${name} & Söhne`, `${name} & Söhne GmbH & Co. KG`],
      [name, `${name} AG`],
      [`Autohaus ${name}`, `Autohaus ${name} GmbH`],
      [`Société ${name}`, `Société ${name} S.A.`],
      [`Établissements ${name}`, `Établissements ${name} SARL`],
      [`Construcciones ${name}`, `Construcciones ${name}, S.L.`],
      [`Grupo ${name}`, `Grupo ${name}, S.A. de C.V.`],
      [`Officine ${name}`, `Officine ${name} S.p.A.`],
      [name, `${name} Handelsmaatschappij B.V.`],
      [name, `${name} Sp. z o.o.`],
      [`${name} Trading`, `${name} Trading (${this.town()}) Co., Ltd.`],
      [`Banque ${name}`, `Banque ${name} SA`],
    ] as const);
    return { full, short };
  }

  lawFirm(): string {
    const [a, b, c] = [this.surname(), this.surname(), this.surname()];
    return this.pick([
      `${a}, ${b} & ${c} LLP`,
      `${a} & ${b} LLP`,
      `${a} ${b} LLP`,
      `${a} & ${b}, P.C.`,
      `Law Offices of ${this.firstName()} ${a}`,
      `${a} ${b} ${c}`,
      `${a} & ${b}`,
      `${a} Law Group`,
    ]);
  }

  university(): string {
    const place = this.random() < 0.5 ? this.town() : this.state();
    return this.pick([
      `University of ${place}`,
      `${place} University`,
      `${place} Institute of Technology`,
      `${this.surname()} College`,
      `${place} State University`,
      `${this.surname()} University`,
    ]);
  }

  agency(): string {
    return this.pick(agencies);
  }

  court(): string {
    return this.pick(courts).replace('{S}', this.state()).replace('{T}', this.town()).replace('{N}', this.country());
  }

  society(): string {
    const cause = this.pick(causes);
    return this.pick([
      `${this.surname()} Foundation`,
      `International ${cause} Fund`,
      `${this.town()} Chamber of Commerce`,
      `World ${cause} Organization`,
      `National Association of ${this.pick(trades)} Manufacturers`,
      `Institute for ${cause}`,
      `${this.country()} ${cause} Council`,
      `${cause} Without Borders`,
    ]);
  }

  street(): string {
    const name = this.random() < 0.7 ? this.surname() : this.pick(describing);
    return `${this.number(1, 9900)} ${name} ${this.pick(['Street', 'Avenue', 'Road', 'Lane', 'Boulevard', 'Drive', 'Parkway', 'Way', 'Square', 'St.', 'Ave.', 'Rd.'])}`;
  }
}

function titled(text: string): string {
  return text.replaceAll(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase());
}
