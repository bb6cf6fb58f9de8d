import type { PrivacyModel } from '../../contract/records.ts';

/** A model in the symbols of the field, e.g. `5-anonymity` or `0.2-closeness (salary)`. */
export function modelWords(model: PrivacyModel): string {
  switch (model.model) {
    case 'kAnonymity':
      return `${model.k}-anonymity`;
    case 'kMap':
      return `${model.k}-map`;
    case 'distinctLDiversity':
      return `${model.l}-diversity (${model.sensitive})`;
    case 'entropyLDiversity':
      return `entropy ${model.l}-diversity (${model.sensitive})`;
    case 'recursiveCLDiversity':
      return `recursive (${model.c},${model.l})-diversity (${model.sensitive})`;
    case 'alphaK':
      return `(${model.alpha},${model.k})-anonymity (${model.sensitive})`;
    case 'tCloseness':
      return `${model.t}-closeness (${model.sensitive})`;
    case 'deltaDisclosure':
      return `${model.delta}-disclosure (${model.sensitive})`;
    case 'betaLikeness':
      return `${model.beta}-likeness (${model.sensitive})`;
  }
}
