import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@tributary/stage-kit';
import { type Logger as Pino, pino, stdSerializers } from 'pino';

/** One JSON line per decision on stdout, with the service's name. */
export function createLogger(service: string, level: string): Logger {
  return wrap(
    pino({ name: service, level, base: { service }, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error: stdSerializers.err } }),
  );
}

function wrap(log: Pino): Logger {
  return {
    debug: (message, fields) => log.debug(fields ?? {}, message),
    info: (message, fields) => log.info(fields ?? {}, message),
    warn: (message, fields) => log.warn(fields ?? {}, message),
    error: (message, fields) => log.error(fields ?? {}, message),
  };
}

/** Nest's own lines, in the same stream. What Nest says while it starts is detail. */
export function nestLogger(log: Logger): LoggerService {
  const context = (rest: readonly unknown[]) => ({ context: rest.at(-1) });
  return {
    log: (message: unknown, ...rest: unknown[]) => log.debug(String(message), context(rest)),
    warn: (message: unknown, ...rest: unknown[]) => log.warn(String(message), context(rest)),
    error: (message: unknown, ...rest: unknown[]) => log.error(String(message), { ...context(rest), stack: rest[0] }),
    debug: (message: unknown, ...rest: unknown[]) => log.debug(String(message), context(rest)),
    fatal: (message: unknown, ...rest: unknown[]) => log.error(String(message), context(rest)),
  };
}
