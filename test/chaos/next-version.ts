// Loaded before a service: makes it the next build, which knows version 2 of every event.
import { eventContracts } from '@tributary/contracts';

for (const contract of eventContracts) Object.defineProperty(contract, 'version', { value: contract.version + 1 });
