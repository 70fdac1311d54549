import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWorker, OEM, type Page, PSM, type Worker } from 'tesseract.js';
import { type OcrEngine, portableGraymap } from './engine.js';
import type { EngineLine } from './recognized-page.js';

/** Tesseract compiled to WebAssembly: the same on every machine, nothing to install. English comes with it, other models from `modelsFolder`. */
export class EmbeddedTesseract implements OcrEngine {
  readonly name = 'tesseract.js 7';
  private worker: { readonly key: string; readonly worker: Worker } | undefined;

  /** `modelsFolder` holds `<model>.traineddata` files as Tesseract has them. */
  constructor(private readonly modelsFolder?: string) {}

  async models(): Promise<ReadonlySet<string>> {
    const bundled = await namesIn(bundledModels(), '.traineddata.gz');
    const own = this.modelsFolder === undefined ? [] : await namesIn(this.modelsFolder, '.traineddata');
    return new Set([...bundled, ...own]);
  }

  async read(image: Parameters<OcrEngine['read']>[0], models: readonly string[]): Promise<readonly EngineLine[]> {
    const worker = await this.workerFor(models);
    const { data } = await worker.recognize(portableGraymap(image), {}, { text: false, blocks: true });
    return linesOf(data);
  }

  async close(): Promise<void> {
    await this.worker?.worker.terminate();
    this.worker = undefined;
  }

  private async workerFor(models: readonly string[]): Promise<Worker> {
    const key = models.join('+');
    if (this.worker?.key === key) return this.worker.worker;
    await this.close();
    // What the library calls a cache is a folder it looks into before the other one.
    const own = this.modelsFolder === undefined ? {} : { cachePath: this.modelsFolder };
    const cacheMethod = this.modelsFolder === undefined ? 'none' : 'readOnly';
    const worker = await createWorker([...models], OEM.LSTM_ONLY, { langPath: bundledModels(), gzip: true, cacheMethod, ...own });
    // Without this the engine takes a page for one block and reads across columns.
    await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO });
    this.worker = { key, worker };
    return worker;
  }
}

async function namesIn(folder: string, ending: string): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
}

function bundledModels(): string {
  return join(dirname(fileURLToPath(import.meta.resolve('@tesseract.js-data/eng/package.json'))), '4.0.0_best_int');
}

function linesOf({ blocks }: Page): readonly EngineLine[] {
  const lines = (blocks ?? []).flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines));
  return lines.map(({ words }) =>
    words.map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => ({
      text,
      confidence: confidence / 100,
      x: x0,
      y: y0,
      width: x1 - x0,
      height: y1 - y0,
    })),
  );
}
