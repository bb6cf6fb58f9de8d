function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/u));
}

/**
 * Common given names, without accents. A list of people has many of them among its distinct values, a list of
 * products or cities hardly any, so that a tenth is enough to tell.
 */
export const GIVEN_NAMES = words(`
  james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul
  andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry
  justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam nathan henry
  douglas zachary peter kyle walter ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence
  mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra ashley kimberly emily
  donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda
  pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia
  joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann
  sara madison frances kathryn janice jean abigail alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella
  theresa diana natalie brittany charlotte marie kayla alexis lori hans peter wolfgang klaus jurgen dieter manfred uwe gunter horst
  bernd frank stefan andreas jorg sabine petra monika ursula birgit renate gabriele heike ingrid karin jean pierre michel andre
  philippe rene louis alain jacques bernard marcel daniel roger jeanne francoise monique catherine nathalie isabelle sylvie
  jose antonio manuel francisco juan carlos luis miguel javier angel jesus pedro alejandro fernando sergio pablo carmen dolores
  pilar josefa isabel rosa ana lucia elena marta giuseppe giovanni mario luigi vincenzo salvatore francesca giulia chiara paolo
  marco luca andrea joao paulo pedro tiago rui ines beatriz mariana mohammed muhammad ahmed ali omar hassan fatima aisha ibrahim
  yusuf wei fang min jing ling hong yan hui jun lei yang bin tao xin ping hiroshi takashi kenji yuki akira haruka sakura yoko keiko
  oliver harry liam lucas mia ella ava chloe lily zoe freja emil magnus lars sven erik nils anders olga ivan dmitri sergei natalia
  anastasia piotr anna katarzyna tomasz agnieszka jan pavel petr jana eva tomas marek zuzana istvan laszlo katalin zoltan
  kelsey bradley`);

/** The hundred most common Chinese family names, and some of two characters. Source: household register, 2020. */
export const CHINESE_SURNAMES = new Set([
  ...Array.from(
    '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
  ),
  ...['欧阳', '司马', '上官', '诸葛', '东方', '皇甫', '尉迟', '公孙', '慕容', '令狐', '司徒', '夏侯'],
]);
