/** One event of a stream (WHATWG HTML, section 9.2). */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
}

/** Reads events from the body of a response. Comments are passed over; an event that was cut off is dropped, as the standard says. */
export async function* readServerSentEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  let lines: string[] = [];
  for await (const line of linesOf(body)) {
    if (line !== '') {
      lines.push(line);
      continue;
    }
    const event = eventOf(lines);
    lines = [];
    if (event !== undefined) yield event;
  }
}

function eventOf(lines: readonly string[]): ServerSentEvent | undefined {
  const fields = lines.filter((line) => !line.startsWith(':')).map(fieldOf);
  const data = fields.filter(({ name }) => name === 'data').map(({ value }) => value);
  if (data.length === 0) return undefined;
  const last = (wanted: string) => fields.findLast(({ name }) => name === wanted)?.value;
  return { event: last('event') ?? 'message', data: data.join('\n'), id: last('id') };
}

function fieldOf(line: string): { readonly name: string; readonly value: string } {
  const colon = line.indexOf(':');
  if (colon === -1) return { name: line, value: '' };
  const value = line.slice(colon + 1);
  return { name: line.slice(0, colon), value: value.startsWith(' ') ? value.slice(1) : value };
}

/** Lines of a byte stream, without their ends; text after the last end of line is not a line yet. */
export async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body) {
    rest += decoder.decode(bytes, { stream: true });
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
