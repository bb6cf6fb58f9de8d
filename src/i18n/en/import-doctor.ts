/** Messages in English: the panel of the doctor. */
export const enImportDoctor = {
  'doctor.title': 'What was found in the file',
  'doctor.hint': 'Each cure is a switch; the preview follows.',
  'doctor.example': 'Before and after',
  'doctor.before': 'Before',
  'doctor.after': 'After',
  'doctor.empty': 'empty',
  'doctor.dropped': 'no row is left',
} as const;
