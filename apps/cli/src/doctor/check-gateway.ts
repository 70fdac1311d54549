import { type Check, patienceMs, reasonOf } from './finding.js';

export const checkGateway: Check = async ({ gatewayUrl }) => {
  const part = 'gateway';
  try {
    const answer = await fetch(new URL('/readyz', gatewayUrl), { signal: AbortSignal.timeout(patienceMs) });
    if (answer.ok) return { part, verdict: 'ok', says: `ready at ${gatewayUrl}` };
    const { problems = {} } = (await answer.json()) as { problems?: Record<string, string> };
    const missing = Object.entries(problems).map(([name, problem]) => `${name}: ${problem}`);
    return { part, verdict: 'problem', says: `is up at ${gatewayUrl} but not ready`, advice: missing.join('; ') };
  } catch (error) {
    const advice = 'start it with npm start, or set TRIBUTARY_URL to where it runs';
    return { part, verdict: 'problem', says: `does not answer at ${gatewayUrl} (${reasonOf(error)})`, advice };
  }
};
