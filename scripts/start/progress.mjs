// Progress per stage: a block of bars that is redrawn on a terminal, a line per change in a pipe.

/** Characters of a full bar. */
const width = 28;

/** A function that shows progress on `stream`. */
export function progressView(stream) {
  let drawn = 0;
  return (progress) => {
    if (!stream.isTTY) return void stream.write(`${plain(progress)}\n`);
    const lines = bars(progress);
    // Up over the block drawn before, then clear to the end of the screen.
    stream.write(`${drawn > 0 ? `\u001b[${drawn}A\u001b[J` : ''}${lines.join('\n')}\n`);
    drawn = lines.length;
  };
}

function bars({ total, ended, stages }) {
  const rows = stages.map(({ stage, ended: done, failed }) => {
    const filled = total === 0 ? width : Math.round((done / total) * width);
    const failures = failed > 0 ? `  ${failed} failed` : '';
    return `  ${stage.padEnd(11)}${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}${failures}`;
  });
  return [...rows, `  ${ended} of ${total} documents have ended`];
}

function plain({ total, ended, stages }) {
  return `progress: ${ended}/${total} documents · ${stages.map(({ stage, ended: done }) => `${stage} ${done}`).join(' · ')}`;
}
