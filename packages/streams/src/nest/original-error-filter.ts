import { type ArgumentsHost, Catch, type Provider } from '@nestjs/common';
import { APP_FILTER, BaseExceptionFilter } from '@nestjs/core';
import { type Observable, throwError } from 'rxjs';

/**
 * Lets the original error of an event handler reach the transport: without it Nest replaces everything it does not know by "Internal server error",
 * and with it the class that decides between retry and dead letter. HTTP requests of a hybrid application keep Nest's own answers.
 */
@Catch()
export class OriginalErrorFilter extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): Observable<never> | undefined {
    if (host.getType() === 'rpc') return throwError(() => error);
    // oxlint-disable-next-line promise/valid-params -- Nest's filter, not a promise
    super.catch(error, host);
    return undefined;
  }
}

/** List it among the providers of the module that hosts handlers; hybrid applications connect with `{ inheritAppConfig: true }`. */
export const originalErrorProvider: Provider = { provide: APP_FILTER, useClass: OriginalErrorFilter };
