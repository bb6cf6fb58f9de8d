import { recogniserFrom } from '../recogniser.ts';

/** E-mail addresses. */
export const email = recogniserFrom({
  kind: 'email',
  subject: 'person',
  distinctive: true,
  shapes: [
    /(?<![\w.%+-])[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}/gu,
  ],
});
