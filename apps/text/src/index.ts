export * from './text.stage.js';
