export { findRelations } from '../relations/find-relations.js';
export { encodeModel } from '../tagger/model.js';
export { type AnnotatedSpan, type AnnotatedText, isHeldOut } from './annotated-text.js';
export { buildLexicon } from './build-lexicon.js';
export { prune } from './quantize.js';
export { type TrainingInput, trainModel } from './train-model.js';
export { trainRelations } from './train-relations.js';
export { defaultSettings, type TrainingSettings } from './trainer.js';
export { coveredRelations, goldMentions, goldRelations, type RelationDocument, relationKey } from './wikidata-relations.js';
