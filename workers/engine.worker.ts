import * as Comlink from 'comlink';
import { createEngine } from './engine/create-engine.ts';

Comlink.expose(createEngine());
