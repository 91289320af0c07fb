/**
 * The schools of the fictional city: district, name, English name, kind, and pupils a grade in a
 * city of about 5,000 (grade 6 where it is an elementary school, grade 8 in a junior-high
 * division). Seven districts bear real names; no school does.
 */
export interface SchoolLine {
  id: string;
  district: DistrictId;
  zh: string;
  en: string;
  /** Pupils of grade 6; 0 = no elementary division. */
  six: number;
  /** Pupils of grade 8; 0 = no junior-high division. */
  eight: number;
}

export const DISTRICTS = [
  { id: 'zhongzheng', zh: '中正區', en: 'Zhongzheng' },
  { id: 'xinyi', zh: '信義區', en: 'Xinyi' },
  { id: 'renai', zh: '仁愛區', en: 'Renai' },
  { id: 'anle', zh: '安樂區', en: 'Anle' },
  { id: 'qidu', zh: '七堵區', en: 'Qidu' },
  { id: 'nuannuan', zh: '暖暖區', en: 'Nuannuan' },
  { id: 'zhongshan', zh: '中山區', en: 'Zhongshan' },
] as const;
type DistrictId = (typeof DISTRICTS)[number]['id'];

const line = (
  district: DistrictId,
  id: string,
  zh: string,
  en: string,
  six: number,
  eight = 0,
): SchoolLine => ({ id, district, zh, en, six, eight });

export const SCHOOL_TABLE: readonly SchoolLine[] = [
  line('zhongzheng', 'wangchao', '望潮國小', 'Tidewatch Elementary', 98),
  line('zhongzheng', 'fanying', '帆影國小', 'Sailshade Elementary', 74),
  line('zhongzheng', 'ouming', '鷗鳴國小', 'Gullcall Elementary', 47),
  line('zhongzheng', 'yuhuo', '漁火國小', 'Fisherlight Elementary', 22),
  line('zhongzheng', 'jiaoyan', '礁岩國小', 'Reef Elementary', 13),
  line('zhongzheng', 'haiying', '海螢國小', 'Sea Firefly Elementary', 9),
  line('zhongzheng', 'wudi', '霧笛國小', 'Foghorn Elementary', 26),
  line('xinyi', 'tingtao', '聽濤國小', 'Surfsong Elementary', 118),
  line('xinyi', 'beike', '貝殼國小', 'Seashell Elementary', 88),
  line('xinyi', 'xingfan', '星帆國小', 'Starsail Elementary', 71),
  line('xinyi', 'luosheng', '螺聲國小', 'Conch Call Elementary', 24),
  line('xinyi', 'qinggang', '晴港國小', 'Fairhaven Elementary', 52),
  line('renai', 'langhua', '浪花國小', 'Wavecrest Elementary', 132),
  line('renai', 'luopan', '羅盤國小', 'Compass Elementary', 95),
  line('renai', 'fubiao', '浮標國小', 'Buoy Elementary', 66),
  line('renai', 'maowan', '錨灣國小', 'Anchor Bay Elementary', 43),
  line('renai', 'duolun', '舵輪國小', 'Helm Elementary', 28),
  line('anle', 'hailan', '海藍國小', 'Seablue Elementary', 168),
  line('anle', 'shanhu', '珊瑚國小', 'Coral Elementary', 141),
  line('anle', 'feiyu', '飛魚國小', 'Flying Fish Elementary', 104),
  line('anle', 'yuexi', '月汐國小', 'Moontide Elementary', 79),
  line('anle', 'baifan', '白帆國小', 'White Sail Elementary', 55),
  line('anle', 'xiaojuan', '小卷國小', 'Little Squid Elementary', 14),
  line('anle', 'haiyan', '海燕國小', 'Storm Petrel Elementary', 25),
  line('qidu', 'lanjing', '藍鯨國小', 'Blue Whale Elementary', 112),
  line('qidu', 'dengbiao', '燈標國小', 'Beacon Elementary', 81),
  line('qidu', 'fengxin', '風信國小', 'Windvane Elementary', 49),
  line('qidu', 'shazhou', '沙洲國小', 'Sandbar Elementary', 11),
  line('qidu', 'jingbei', '鯨背國小', 'Whaleback Elementary', 8),
  line('qidu', 'litan', '礫灘國小', 'Shingle Beach Elementary', 21),
  line('qidu', 'lanzhuang', '纜樁國小', 'Bollard Elementary', 27),
  line('nuannuan', 'haixing', '海星國小', 'Starfish Elementary', 124),
  line('nuannuan', 'lianyi', '漣漪國小', 'Ripple Elementary', 76),
  line('nuannuan', 'xiaozhou', '小舟國小', 'Little Boat Elementary', 12),
  line('nuannuan', 'yangliu', '洋流國小', 'Ocean Current Elementary', 38),
  line('zhongshan', 'chuanwu', '船塢國小', 'Dockyard Elementary', 86),
  line('zhongshan', 'haiwu', '海霧國小', 'Seamist Elementary', 58),
  line('zhongshan', 'yueya', '月牙灣國小', 'Crescent Bay Elementary', 31),
  line('zhongshan', 'boma', '泊碼國小', 'Moorage Elementary', 15),
  line('zhongzheng', 'wangyang', '望洋國中', 'Oceanview Junior High', 0, 214),
  line('zhongzheng', 'chaoyin', '潮音國中', 'Tidesong Junior High', 0, 126),
  line('zhongzheng', 'daoyu', '島語國中小', 'Islandtongue Elementary and Junior High', 10, 18),
  line('xinyi', 'jishui', '汲水國中', 'Wellspring Junior High', 0, 238),
  line('xinyi', 'haitan', '海灘國中', 'Seashore Junior High', 0, 97),
  line('renai', 'gangfeng', '港風國中', 'Harbourwind Junior High', 0, 262),
  line('renai', 'guihang', '歸航國中', 'Homeward Junior High', 0, 154),
  line('anle', 'qihang', '啟帆國中', 'Setsail Junior High', 0, 318),
  line('anle', 'jiaopan', '鉸盤國中', 'Capstan Junior High', 0, 231),
  line('anle', 'haishi', '海蝕國中小', 'Seacliff Elementary and Junior High', 16, 24),
  line('qidu', 'jingyu', '鯨語國中', 'Whalesong Junior High', 0, 247),
  line('qidu', 'xiliu', '汐流國中小', 'Ebbflow Elementary and Junior High', 9, 15),
  line('nuannuan', 'nuanchao', '暖潮國中', 'Warm Tide Junior High', 0, 223),
  line('zhongshan', 'xihai', '西海國中', 'Westsea Junior High', 0, 176),
  line('zhongshan', 'chuanxi', '船夕國中', 'Evening Sail Junior High', 0, 104),
];
