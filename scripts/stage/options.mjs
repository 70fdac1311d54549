// What `pnpm gen stage` understands, and the names that follow from it.
import { parseArgs } from 'node:util';

export const usage = `pnpm gen stage NAME [--consumes EVENT] [--reads KEYS] [--emits EVENT]
  NAME        kebab-case, such as redaction
  --consumes  event that starts it (default document.text.completed)
  --reads     cached inputs, names from @tributary/cache-keys, comma-separated (default cleanedText)
  --emits     event it announces (default document.NAME.completed)`;

/** @returns the names of a stage, or undefined when the arguments are wrong */
export function readStageOptions(args) {
  const text = (value) => ({ type: 'string', default: value });
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { consumes: text('document.text.completed'), reads: text('cleanedText'), emits: text('') },
    });
    const [name, ...rest] = positionals;
    if (name === undefined || rest.length > 0 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return undefined;
    return namesOf(name, values);
  } catch {
    return undefined;
  }
}

function namesOf(name, { consumes, reads, emits }) {
  const eventType = emits || `document.${name}.completed`;
  return {
    name,
    pascal: pascal(name),
    camel: camel(name),
    consumes: pascal(consumes),
    emits: pascal(eventType),
    eventType,
    reads: reads.split(',').map((key) => key.trim()),
  };
}

const pascal = (text) =>
  text
    .split(/[.-]/)
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');
const camel = (text) => pascal(text).replace(/^./, (first) => first.toLowerCase());
