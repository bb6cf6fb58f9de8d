interface Names {
  readonly chinese: string;
  readonly english: string;
}

/** Provinces, municipalities, autonomous and special regions by the first two digits of GB/T 2260, short names. */
export const PROVINCES: Readonly<Record<string, Names>> = {
  '11': { chinese: '北京', english: 'Beijing' },
  '12': { chinese: '天津', english: 'Tianjin' },
  '13': { chinese: '河北', english: 'Hebei' },
  '14': { chinese: '山西', english: 'Shanxi' },
  '15': { chinese: '内蒙古', english: 'Inner Mongolia' },
  '21': { chinese: '辽宁', english: 'Liaoning' },
  '22': { chinese: '吉林', english: 'Jilin' },
  '23': { chinese: '黑龙江', english: 'Heilongjiang' },
  '31': { chinese: '上海', english: 'Shanghai' },
  '32': { chinese: '江苏', english: 'Jiangsu' },
  '33': { chinese: '浙江', english: 'Zhejiang' },
  '34': { chinese: '安徽', english: 'Anhui' },
  '35': { chinese: '福建', english: 'Fujian' },
  '36': { chinese: '江西', english: 'Jiangxi' },
  '37': { chinese: '山东', english: 'Shandong' },
  '41': { chinese: '河南', english: 'Henan' },
  '42': { chinese: '湖北', english: 'Hubei' },
  '43': { chinese: '湖南', english: 'Hunan' },
  '44': { chinese: '广东', english: 'Guangdong' },
  '45': { chinese: '广西', english: 'Guangxi' },
  '46': { chinese: '海南', english: 'Hainan' },
  '50': { chinese: '重庆', english: 'Chongqing' },
  '51': { chinese: '四川', english: 'Sichuan' },
  '52': { chinese: '贵州', english: 'Guizhou' },
  '53': { chinese: '云南', english: 'Yunnan' },
  '54': { chinese: '西藏', english: 'Tibet' },
  '61': { chinese: '陕西', english: 'Shaanxi' },
  '62': { chinese: '甘肃', english: 'Gansu' },
  '63': { chinese: '青海', english: 'Qinghai' },
  '64': { chinese: '宁夏', english: 'Ningxia' },
  '65': { chinese: '新疆', english: 'Xinjiang' },
  '71': { chinese: '台湾', english: 'Taiwan' },
  '81': { chinese: '香港', english: 'Hong Kong' },
  '82': { chinese: '澳门', english: 'Macao' },
};

/** Large regions by the first digit. */
export const REGIONS: Readonly<Record<string, Names>> = {
  '1': { chinese: '华北', english: 'North' },
  '2': { chinese: '东北', english: 'Northeast' },
  '3': { chinese: '华东', english: 'East' },
  '4': { chinese: '中南', english: 'Central South' },
  '5': { chinese: '西南', english: 'Southwest' },
  '6': { chinese: '西北', english: 'Northwest' },
  '7': { chinese: '台湾', english: 'Taiwan' },
  '8': { chinese: '港澳', english: 'Hong Kong and Macao' },
};
