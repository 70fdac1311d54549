import type { OfficeContentNode } from 'officeparser';
import { TextBuilder } from '../text-builder.js';

/** Far above any real document; deeper trees are attacks on recursion. */
const deepest = 200;

/** Writes a document's tree as text: headings, lists and tables as such, notes and comments behind what they are about. */
export function addNodes(builder: TextBuilder, nodes: readonly OfficeContentNode[], depth = 0): void {
  if (depth > deepest) return;
  for (const node of nodes) {
    addNode(builder, node, depth);
    addAside(builder, node, depth);
  }
}

function addNode(builder: TextBuilder, node: OfficeContentNode, depth: number): void {
  switch (node.type) {
    case 'heading':
      builder.heading(oneLine(inlineText(node)), node.metadata?.level ?? 1);
      return;
    case 'list':
      builder.line(`${'  '.repeat(Math.min(8, node.metadata?.indentation ?? 0))}- ${inlineText(node).trim()}`.replace(/^\s*- $/, ''));
      return;
    case 'table':
      builder.table(rowsOf(node));
      return;
    case 'sheet':
      builder.heading(node.metadata?.sheetName ?? '', 1);
      builder.table(rowsOf(node));
      addNodes(
        builder,
        (node.children ?? []).filter(({ type }) => type !== 'row'),
        depth + 1,
      );
      return;
    case 'chart':
    case 'image':
    case 'drawing':
    case 'break':
      return;
    default:
      if (hasBlocks(node)) addNodes(builder, node.children ?? [], depth + 1);
      else builder.paragraph(inlineText(node));
  }
}

function addAside(builder: TextBuilder, node: OfficeContentNode, depth: number): void {
  for (const aside of asidesOf(node)) {
    const text = new TextBuilder();
    addNodes(text, [{ ...aside, type: 'paragraph' } as OfficeContentNode], depth + 1);
    builder.block('quote', text.build().text);
  }
}

/** Notes hang on the runs of text that refer to them. */
function asidesOf(node: OfficeContentNode, depth = 0): readonly OfficeContentNode[] {
  const own = [...(node.notes ?? []), ...(node.comments ?? [])];
  if (depth > 3 || hasBlocks(node)) return own;
  return [...own, ...(node.children ?? []).flatMap((child) => asidesOf(child, depth + 1))];
}

const blockTypes: ReadonlySet<OfficeContentNode['type']> = new Set([
  'paragraph',
  'heading',
  'table',
  'list',
  'slide',
  'sheet',
  'page',
  'row',
  'cell',
  'note',
  'admonition',
  'definitionList',
  'code',
]);

function hasBlocks(node: OfficeContentNode): boolean {
  return (node.children ?? []).some(({ type }) => blockTypes.has(type));
}

function rowsOf(node: OfficeContentNode): readonly (readonly string[])[] {
  return (node.children ?? []).filter(({ type }) => type === 'row').map((row) => cellsOf(row));
}

/** A sheet leaves out empty cells; their place is kept so that columns stay in line. */
function cellsOf(row: OfficeContentNode): readonly string[] {
  const cells: string[] = [];
  for (const cell of row.children ?? []) {
    const column = cell.type === 'cell' ? cell.metadata?.col : undefined;
    while (column !== undefined && cells.length < Math.min(column, 1000)) cells.push('');
    cells.push(oneLine(inlineText(cell)));
  }
  return cells;
}

function inlineText(node: OfficeContentNode, depth = 0): string {
  if (node.type === 'break') return '\n';
  if (node.type === 'image') return '';
  const children = node.children ?? [];
  if (children.length === 0 || depth > deepest) return node.text ?? '';
  return children.map((child) => inlineText(child, depth + 1)).join(hasBlocks(node) ? '\n' : '');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
