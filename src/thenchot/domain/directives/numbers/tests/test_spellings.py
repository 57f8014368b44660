# ruff: noqa: E501, RUF001  # real spellings are long and hold look-alike characters
"""Spellings that no rule was written for are read: one line each, raw => what is read.

After the arrow: system, kind (_ if the symbol has none), number, year, issuer, date, canonical form; - is unknown.
"""

import pytest

from thenchot.domain.directives.numbers import Parsed, parse

PARTY = """
Quyết định số 399-QĐ/TU => party QĐ 399 - TU - 399-QĐ/TU
05-HD/VPTW => party HD 05 - VPTW - 05-HD/VPTW
Nghi quyet so 57-NQ/TW => party NQ 57 - TW - 57-NQ/TW
NQ 57-NQ/TW => party NQ 57 - TW - 57-NQ/TW
Công văn 512-CV/VPTW => party CV 512 - VPTW - 512-CV/VPTW
Số 120-CV/BTC => party CV 120 - BTC - 120-CV/BTC
Nghị quyết số 12-NQ/ĐUQK7 => party NQ 12 - ĐUQK7 - 12-NQ/ĐUQK7
Kế hoạch số 01a-KH/TU => party KH 01a - TU - 01a-KH/TU
Quy định số 24-QĐ/TW ngày 31/02/2015 => party QĐ 24 - TW - 24-QĐ/TW
Hướng dẫn số 15-HD/BTCTU => party HD 15 - BTCTU - 15-HD/BTCTU
06-DA/TU => party DA 06 - TU - 06-DA/TU
Đề án số 06-ĐA/TU => party ĐA 06 - TU - 06-ĐA/TU
Thông báo kết luận số 12-TB/TW => party TB 12 - TW - 12-TB/TW
Nghị quyết số 15-NQ/ĐU-TCKT => party NQ 15 - ĐU-TCKT - 15-NQ/ĐU-TCKT
Quyết định số 15-QĐ/BTVTU => party QĐ 15 - BTVTU - 15-QĐ/BTVTU
Nghị quyết số 18-NQ/TW ngày 25/10/17 => party NQ 18 - TW - 18-NQ/TW
"""

STATE = """
30/2020/NĐ-CP => state NĐ 30 2020 CP - 30/2020/NĐ-CP
Luật Bảo vệ bí mật nhà nước số 117/2025/QH15 => state _ 117 2025 QH15 - 117/2025/QH15
1591/QĐ-BCA-H41 => state QĐ 1591 - BCA-H41 - 1591/QĐ-BCA-H41
78/2011/TT-BCA => state TT 78 2011 BCA - 78/2011/TT-BCA
36/2026/TT-BXD => state TT 36 2026 BXD - 36/2026/TT-BXD
36/2026/QĐ-TTg => state QĐ 36 2026 TTg - 36/2026/QĐ-TTg
Quyết định số 714/QĐ-TTg => state QĐ 714 - TTg - 714/QĐ-TTg
Công văn số 3521/UBND-KT => state _ 3521 - UBND-KT - 3521/UBND-KT
Số 12/KH-TCKT => state KH 12 - TCKT - 12/KH-TCKT
Kế hoạch số 12/KH-XYZQ => state KH 12 - XYZQ - 12/KH-XYZQ
Nghị quyết 105/2025/NQ-CP => state NQ 105 2025 CP - 105/2025/NQ-CP
Nghị quyết số 66.22/2026/NQ-CP => state NQ 66.22 2026 CP - 66.22/2026/NQ-CP
Nghị định 12/2015/NĐ-CP sửa đổi Nghị định 11/2010/NĐ-CP => state NĐ 12 2015 CP - 12/2015/NĐ-CP
275/2025/NĐ-CP sửa đổi 85/2025 => state NĐ 275 2025 CP - 275/2025/NĐ-CP
TT số 12/2020/TT-BQP => state TT 12 2020 BQP - 12/2020/TT-BQP
12/TT-ABC => state TT 12 - ABC - 12/TT-ABC
Lệnh số 12/2018/L-CTN => state L 12 2018 CTN - 12/2018/L-CTN
Nghị quyết 01/2019/NQ-HĐTP => state NQ 01 2019 HĐTP - 01/2019/NQ-HĐTP
Số hiệu: 30/2020/NĐ-CP Ngày hiệu lực: 05/04/2020 => state NĐ 30 2020 CP - 30/2020/NĐ-CP
Pháp lệnh 02/2020/UBTVQH14 => state PL 02 2020 UBTVQH14 - 02/2020/UBTVQH14
Pháp lệnh số 02/2020/PL-UBTVQH14 => state PL 02 2020 UBTVQH14 - 02/2020/PL-UBTVQH14
Nghị quyết 1210/2016/UBTVQH13 => state NQ 1210 2016 UBTVQH13 - 1210/2016/UBTVQH13
Thông tư 32/2026/TT-BQP của Bộ trưởng Bộ Quốc phòng => state TT 32 2026 BQP - 32/2026/TT-BQP
Quyết định số 20/2021/QĐ-TTg của Thủ tướng Chính phủ: Về tiêu chuẩn => state QĐ 20 2021 TTg - 20/2021/QĐ-TTg
Kết luận số 123/KL-TTCP => state KL 123 - TTCP - 123/KL-TTCP
Quyết định 4165/QĐ-BCHQS => state QĐ 4165 - BCHQS - 4165/QĐ-BCHQS
Công văn số 4321/CTC-KT => state _ 4321 - CTC-KT - 4321/CTC-KT
Quyết định số 567/QĐ-HĐQT => state QĐ 567 - HĐQT - 567/QĐ-HĐQT
Quyết định số 16/2003/QĐ-BTS => state QĐ 16 2003 BTS - 16/2003/QĐ-BTS
Thông tư 12/2020/TT-BQP ngày 5 tháng 6 => state TT 12 2020 BQP - 12/2020/TT-BQP
Thông tư 12/2020/TT-BQP, ngày … tháng … năm 2020 => state TT 12 2020 BQP - 12/2020/TT-BQP
Nghị quyết 954/2020/UBTVQH14 => state NQ 954 2020 UBTVQH14 - 954/2020/UBTVQH14
Nghị định số 954/2020/UBTVQH14 => state _ 954 2020 UBTVQH14 - 954/2020/UBTVQH14
Công văn 12015/BTC-TCT => state _ 12015 - BTC-TCT - 12015/BTC-TCT
Văn bản số 74/HD-CT => state HD 74 - CT - 74/HD-CT
Văn bản số 687/HD-TH => state HD 687 - TH - 687/HD-TH
"""

OLD = """
53/SL => state SL 53 - CTN - 53/SL
Sắc lệnh số 53/SL ngày 20-10-1945 => state SL 53 1945 CTN 1945-10-20 53/SL
Thông tư số 21-TC/TCT ngày 16/3/1993 => state TT 21 1993 TC/TCT 1993-03-16 21-TC/TCT
Nghị định số 05/CP ngày 20/1/1995 => state NĐ 05 1995 CP 1995-01-20 05/CP
Nghị định 43-CP ngày 22-6-1993 => state NĐ 43 1993 CP 1993-06-22 43-CP
Quyết định số 874/TTg ngày 20/11/1996 => state QĐ 874 1996 TTg 1996-11-20 874/TTg
Quyết định 327-CT ngày 15/9/1992 => state QĐ 327 1992 CT 1992-09-15 327-CT
Thông tư số 04/LĐTBXH-TT ngày 10/2/1995 => state TT 04 1995 LĐTBXH 1995-02-10 04/LĐTBXH-TT
Chỉ thị 364-CT ngày 6/11/1991 => state CT 364 1991 CT 1991-11-06 364-CT
Sắc lệnh số 29-SL => state SL 29 - CTN - 29-SL
Thông tư số 05-TT/LB ngày 5/5/1990 => state TT 05 1990 LB 1990-05-05 05-TT/LB
Nghị định số 53/NĐ-HĐBT ngày 26/03/1988 của Hội đồng Bộ trưởng => state NĐ 53 1988 HĐBT 1988-03-26 53/NĐ-HĐBT
Nghị định số 53-HĐBT ngày 26/03/1988 của Hội đồng Bộ trưởng => state NĐ 53 1988 HĐBT 1988-03-26 53-HĐBT
Luật số 23-L/CTN => state L 23 - CTN - 23-L/CTN
Thông tư 23/LĐTBXH-TT => state TT 23 - LĐTBXH - 23/LĐTBXH-TT
1428/SLĐTBXH-LĐ => state _ 1428 - SLĐTBXH-LĐ - 1428/SLĐTBXH-LĐ
Nghị quyết 306/HĐBT năm 1989 => state NQ 306 1989 HĐBT - 306/HĐBT
"""

JOINT = """
Thông tư liên tịch 09/2011/TTLT-BQP-BTC => state TTLT 09 2011 BQP-BTC - 09/2011/TTLT-BQP-BTC
01/2013/TTLT-VKSTC-TANDTC-BCA-BTP-BQP => state TTLT 01 2013 VKSTC-TANDTC-BCA-BTP-BQP - 01/2013/TTLT-VKSTC-TANDTC-BCA-BTP-BQP
Thông tư liên tịch số 14/2002/TT-LT-BTC-BQP => state TTLT 14 2002 BTC-BQP - 14/2002/TTLT-BTC-BQP
Thông tư liên tịch 01/2020/TTLT/BQP – BCA ngày 5.5.2020 => state TTLT 01 2020 BQP-BCA 2020-05-05 01/2020/TTLT/BQP-BCA
"""

STANDARDS_AND_UNION = """
QCVN 06:2022/BXD => standard QCVN 06 2022 BXD - QCVN 06:2022/BXD
QCVN 01 : 2008 / BCT => standard QCVN 01 2008 BCT - QCVN 01:2008/BCT
QCVN 02-15:2009/BNNPTNT => standard QCVN 02-15 2009 BNNPTNT - QCVN 02-15:2009/BNNPTNT
QCVN-11-2018-BQP-Kho-bao-quan => standard QCVN 11 2018 BQP - QCVN 11:2018/BQP
Kế hoạch 62-KH/TWĐTN-BTNNT => union KH 62 - TWĐTN-BTNNT - 62-KH/TWĐTN-BTNNT
TCVN 9385:2012 => standard TCVN 9385 2012 BKHCN - TCVN 9385:2012
TCVN 7790-1:2015 => standard TCVN 7790-1 2015 BKHCN - TCVN 7790-1:2015
TCVN/QS 1822:2017 => standard TCVN/QS 1822 2017 BQP - TCVN/QS 1822:2017
QCĐP 01:2021/UBND => standard QCĐP 01 2021 UBND - QCĐP 01:2021/UBND
Nghị quyết số 12 ngày 5/5/2020 của Trung ương Đoàn => union NQ 12 2020 TWĐTN 2020-05-05 12-NQ/TWĐTN
Số: 367 - QĐ/TWĐTN-VPĐOÀN TNCS HỒ CHÍ MINH Hà Nội, ngày 29 tháng 10 năm 2013 QUYẾT ĐỊNHVề việc => union QĐ 367 2013 TWĐTN-VP 2013-10-29 367-QĐ/TWĐTN-VP
Quyết định số 84 QĐ/TWĐTN ngày 22/02/2013 của Ban Chấp hành Trung ương Đoàn => union QĐ 84 2013 TWĐTN 2013-02-22 84-QĐ/TWĐTN
Hướng dẫn số: 29-HD/TWĐTN-VP => union HD 29 - TWĐTN-VP - 29-HD/TWĐTN-VP
"""

MARKS = """
Quyết định 1591 /QĐ- BCA -H41 => state QĐ 1591 - BCA-H41 - 1591/QĐ-BCA-H41
Quy định 399 - QĐ / TW ngày 09 - 01 - 2026 => party QĐ 399 2026 TW 2026-01-09 399-QĐ/TW
382/NQ-ĐUQSTW => party NQ 382 - ĐUQSTW - 382-NQ/ĐUQSTW
Nghị quyết số 57–NQ⁄TW => party NQ 57 - TW - 57-NQ/TW
Nghị quyết số 57 — NQ / TW => party NQ 57 - TW - 57-NQ/TW
Nghị quyết 57 NQ/TW => party NQ 57 - TW - 57-NQ/TW
Nghị quyết số 57 NQ TW => party NQ 57 - TW - 57-NQ/TW
Nghị quyết số 57-NQ/TƯ ngày 22-12-2024 => party NQ 57 2024 TW 2024-12-22 57-NQ/TW
Nghị quyết 57-NQ/T.Ư => party NQ 57 - TW - 57-NQ/TW
Nghị định số 30/2020/ND-CP => state NĐ 30 2020 CP - 30/2020/NĐ-CP
Nghị định 30-2020-NĐ-CP => state NĐ 30 2020 CP - 30/2020/NĐ-CP
Quyết định số 714 /QĐ - TTg ngày 22 tháng 5 năm 2015 => state QĐ 714 2015 TTg 2015-05-22 714/QĐ-TTg
Quyết định 714/QĐ- ttg => state QĐ 714 - TTg - 714/QĐ-TTg
Quyết định 714 QĐ-TTg => state QĐ 714 - TTg - 714/QĐ-TTg
15/2023/TT-BGD&ĐT => state TT 15 2023 BGDĐT - 15/2023/TT-BGDĐT
15/2023/TT-BGD-ĐT => state TT 15 2023 BGDĐT - 15/2023/TT-BGDĐT
Thông tư 04/2019/TT-BLĐTB&XH => state TT 04 2019 BLĐTBXH - 04/2019/TT-BLĐTBXH
Nghị quyết 12/NQ-ĐUQK7 => party NQ 12 - ĐUQK7 - 12-NQ/ĐUQK7
Nghị quyết 382 - NQ/DUQSTW => party NQ 382 - ĐUQSTW - 382-NQ/ĐUQSTW
Quyết định số 1234/QĐ.UBND => state QĐ 1234 - UBND - 1234/QĐ-UBND
Hướng dẫn 15/HD-BTCTW => party HD 15 - BTCTW - 15-HD/BTCTW
De an 06-DA/TU => party ĐA 06 - TU - 06-ĐA/TU
Nghị quyết số 09-NQ /QUTW => party NQ 09 - QUTW - 09-NQ/QUTW
Nghị quyết số 15-NQ/QU TW => party NQ 15 - QUTW - 15-NQ/QUTW
nghị quyết số 57-nq/tw => party NQ 57 - TW - 57-NQ/TW
Thông tư 78 /2011 / TT – BCA => state TT 78 2011 BCA - 78/2011/TT-BCA
78-2011/TT-BCA => state TT 78 2011 BCA - 78/2011/TT-BCA
Nghị Quyết 18 NQ-TW => party NQ 18 - TW - 18-NQ/TW
Quyết định 2575/1999/QĐ- BTC ngày 02/ 8/ 1999 => state QĐ 2575 1999 BTC 1999-08-02 2575/1999/QĐ-BTC
Quyết định số 16/2003/QĐ/BTC => state QĐ 16 2003 BTC - 16/2003/QĐ-BTC
Chỉ thị 12/CT/TW => party CT 12 - TW - 12-CT/TW
Nghị định 08/ 2001/ NĐ- CP => state NĐ 08 2001 CP - 08/2001/NĐ-CP
"""

GLUE = """
Nghị quyết 57NQ/TW => party NQ 57 - TW - 57-NQ/TW
Nghị quyết số 57-NQTW => party NQ 57 - TW - 57-NQ/TW
NQ57-NQ/TW => party NQ 57 - TW - 57-NQ/TW
Nghị định số 30/2020/NĐCP => state NĐ 30 2020 CP - 30/2020/NĐ-CP
Số:345/BC-TCKTNgày 5/6/2019 => state BC 345 2019 TCKT 2019-06-05 345/BC-TCKT
Thông tư số 37/2019/TT-BCT29/11/2019 => state TT 37 2019 BCT - 37/2019/TT-BCT
12/QĐ-SXDngày 5/5/2020 => state QĐ 12 2020 SXD 2020-05-05 12/QĐ-SXD
12/QĐ-QLDNgày 5/5/2020 => state QĐ 12 2020 QLD 2020-05-05 12/QĐ-QLD
12/QĐ-QLDngày 5/5/2020 => state QĐ 12 2020 QLD 2020-05-05 12/QĐ-QLD
78/2011TT-BCA => state TT 78 2011 BCA - 78/2011/TT-BCA
TT78/2011/TT-BCA,ngày 12/12/2011 => state TT 78 2011 BCA 2011-12-12 78/2011/TT-BCA
Nghị quyết số18 – NQ/TW (khóa XII) => party NQ 18 - TW - 18-NQ/TW
"""

MISREAD = """
Nghị định số 3O/2O2O/NĐ-CP => state NĐ 30 2020 CP - 30/2020/NĐ-CP
Thông tư l59/2025/TT-BTC => state TT 159 2025 BTC - 159/2025/TT-BTC
Quy định số 24-QĐ/TW ngày l6 tháng 3 năm 2015 => party QĐ 24 2015 TW 2015-03-16 24-QĐ/TW
quyết57-NQ/TW => party NQ 57 - TW - 57-NQ/TW
Thông bốn số 36/2019/TT-BCT ngày 29/11/2019 => state TT 36 2019 BCT 2019-11-29 36/2019/TT-BCT
Nghị quyết số 57-NQ/TVV => party NQ 57 - TW - 57-NQ/TW
Nghị quyết số 57-NO/TW => party NQ 57 - TW - 57-NQ/TW
Nghị định 30/2020/NĐ-C P => state NĐ 30 2020 CP - 30/2020/NĐ-CP
51/2025/TT-BTС => state TT 51 2025 BTC - 51/2025/TT-BTC
30/2003/N§-CP => state NĐ 30 2003 CP - 30/2003/NĐ-CP
30/2003/NÑ-CP => state NĐ 30 2003 CP - 30/2003/NĐ-CP
Số 15-NQ/ĐƯ => party NQ 15 - ĐU - 15-NQ/ĐU
"""

FILE_NAMES = """
nghi-quyet-57-nq-tw => party NQ 57 - TW - 57-NQ/TW
Nghi-quyet-57-NQ-TW-2024-dot-pha-phat-trien-khoa-hoc-637594.aspx => party NQ 57 2024 TW - 57-NQ/TW
847_NQ_QUTW.pdf => party NQ 847 - QUTW - 847-NQ/QUTW
847-NQ-QUTW (28.12.2021).docx => party NQ 847 2021 QUTW 2021-12-28 847-NQ/QUTW
121_2024_TT-BQP.docx => state TT 121 2024 BQP - 121/2024/TT-BQP
121.2024.TT-BQP.pdf => state TT 121 2024 BQP - 121/2024/TT-BQP
thong-tu-18-2010-tt-btc-ngay-01-02-2010 => state TT 18 2010 BTC 2010-02-01 18/2010/TT-BTC
van-ban-hop-nhat-26-vbhn-btc-240746-d5.html => state VBHN 26 - BTC - 26/VBHN-BTC
thong-bao-365-2026-tb-vpcp-ket-luan-pho-thuong-tuong => state TB 365 2026 VPCP - 365/TB-VPCP
https://thuvienphapluat.vn/van-ban/Quyet-dinh-714-QD-TTg-2015-uu-tien-trien-khai-275668.aspx => state QĐ 714 2015 TTg - 714/QĐ-TTg
tong-ket-10-nam-thuc-hien-nghi-quyet-so-06-nq-tw-664297 => party NQ 06 - TW - 06-NQ/TW
30%2F2020%2FN%C4%90-CP => state NĐ 30 2020 CP - 30/2020/NĐ-CP
Số 15&#47;2020/TT-BTC => state TT 15 2020 BTC - 15/2020/TT-BTC
nghi-dinh-275-2025-nd-cp-sua-doi-85-2025 => state NĐ 275 2025 CP - 275/2025/NĐ-CP
quyet dinh 141 qd bct => state QĐ 141 - BCT - 141/QĐ-BCT
download phap luat quyet dinh 174 qd ttg ve de an boi duong => state QĐ 174 - TTg - 174/QĐ-TTg
download phap luat quyet dinh 1984 qd tct ve viec ban hanh => state QĐ 1984 - TCT - 1984/QĐ-TCT
noi-dung-van-ban-so-162_2011_TT-BTC-(3279) => state TT 162 2011 BTC - 162/2011/TT-BTC
110_2025_UBTVQH15 => state _ 110 2025 UBTVQH15 - 110/2025/UBTVQH15
198_2025_QH15 => state _ 198 2025 QH15 - 198/2025/QH15
"""

FOREIGN = """
Directive No. 16/CT-TTg of March 31, 2020 of the Prime Minister => state CT 16 2020 TTg 2020-03-31 16/CT-TTg
Law No. 29/2018/QH14 dated November 15th, 2018 => state _ 29 2018 QH14 2018-11-15 29/2018/QH14
Decree No 30/2020/NĐ-CP dated on March 5th, 2020 => state NĐ 30 2020 CP 2020-03-05 30/2020/NĐ-CP
Decision 1591/QD-BCA-H41 => state QĐ 1591 - BCA-H41 - 1591/QĐ-BCA-H41
第57-NQ/TW號決議 => party NQ 57 - TW - 57-NQ/TW
Постановление № 57-NQ/TW => party NQ 57 - TW - 57-NQ/TW
Résolution n° 57-NQ/TW => party NQ 57 - TW - 57-NQ/TW
"""

WORDS_ONLY = """
Nghị quyết số 57 của Bộ Chính trị => party NQ 57 - TW - 57-NQ/TW
NĐ 30/2020 => state NĐ 30 2020 CP - 30/2020/NĐ-CP
Nghị định 30/2020 => state NĐ 30 2020 CP - 30/2020/NĐ-CP
Nghị định số 30 ngày 05/3/2020 của Chính phủ => state NĐ 30 2020 CP 2020-03-05 30/2020/NĐ-CP
Thông tư 121/2024 của Bộ Quốc phòng => state TT 121 2024 BQP - 121/2024/TT-BQP
Ngày 20/12/2022, Quân ủy Trung ương ban hành Nghị quyết số 1656 => party NQ 1656 2022 QUTW 2022-12-20 1656-NQ/QUTW
Công điện số 46 ngày 11/7/2026 của Thủ tướng Chính phủ => state CĐ 46 2026 TTg 2026-07-11 46/CĐ-TTg
Kết luận 12/2025 của Tỉnh ủy Nghệ An => party KL 12 2025 TU - 12-KL/TU
Nghị quyết 57-NQ của Bộ Chính trị => party NQ 57 - TW - 57-NQ/TW
Nghị quyết 15/TW => party NQ 15 - TW - 15-NQ/TW
Chỉ thị 05-TW => party CT 05 - TW - 05-CT/TW
Thông báo số 15 ngày 5/5/2020 của Văn phòng Chính phủ => state TB 15 2020 VPCP 2020-05-05 15/TB-VPCP
Chỉ thị số 05-CT của Ban Bí thư => party CT 05 - TW - 05-CT/TW
"""

DATES = """
Luật số 29/2018/QH14 ngày 15/11/2018 => state _ 29 2018 QH14 2018-11-15 29/2018/QH14
29/2018/QH14 11/15/2018 12:00:00 AM => state _ 29 2018 QH14 2018-11-15 29/2018/QH14
Nghị quyết số 43/2022/QH15 ngày 11/01/2022 => state NQ 43 2022 QH15 2022-01-11 43/2022/QH15
Nghị quyết số 39-NQ/TW ngày 15 tháng 01 năm 2019 => party NQ 39 2019 TW 2019-01-15 39-NQ/TW
Hướng dẫn số 01-HD/TW ngày 28/9/2021 => party HD 01 2021 TW 2021-09-28 01-HD/TW
Quy định số 08-QĐi/TW, ngày 25/10/2018 => party QĐi 08 2018 TW 2018-10-25 08-QĐi/TW
NGHỊ QUYẾT SỐ 57-NQ/TW NGÀY 22 THÁNG 12 NĂM 2024 => party NQ 57 2024 TW 2024-12-22 57-NQ/TW
Công văn số 1234/BTC-TCT ngày 5/5/2020 => state _ 1234 2020 BTC-TCT 2020-05-05 1234/BTC-TCT
Nghị quyết số 05-NQ/HU ngày 3/3/2021 của Huyện ủy Gia Lâm => party NQ 05 2021 HU 2021-03-03 05-NQ/HU
Nghị quyết số 148/NQ-CP ngày 9/6/2026 => state NQ 148 2026 CP 2026-06-09 148/NQ-CP
Nghị quyết số 1656-NQ/QUTW ngày 20 tháng 12 năm 2022 của Quân ủy Trung ương => party NQ 1656 2022 QUTW 2022-12-20 1656-NQ/QUTW
Ngày 20/12/2022, Quân ủy Trung ương ban hành Nghị quyết số 1656-NQ/QUTW => party NQ 1656 2022 QUTW 2022-12-20 1656-NQ/QUTW
Thông tri số 12-TT/TW ngày 5/5/1985 => party TT 12 1985 TW 1985-05-05 12-TT/TW
Chỉ thị số 16/CT-TTg ngày 31/3/2020 => state CT 16 2020 TTg 2020-03-31 16/CT-TTg
Nghị quyết số 21/2020/NQ-HĐND ngày 8/12/2020 của HĐND tỉnh Lâm Đồng => state NQ 21 2020 HĐND 2020-12-08 21/2020/NQ-HĐND
Công điện số 46/CĐ-TTg ngày 11 tháng 7 năm 2026 => state CĐ 46 2026 TTg 2026-07-11 46/CĐ-TTg
Số hiệu: 30/2020/NĐ-CP Ngày ban hành: 05/03/2020 Ngày hiệu lực: 05/03/2020 => state NĐ 30 2020 CP 2020-03-05 30/2020/NĐ-CP
Quyết định số 202/BQP ngày 5/5/1992 => state QĐ 202 1992 BQP 1992-05-05 202/BQP
Quyết định số: 979/QĐ-CĐVX-ĐT, ngày 12 tháng 12 năm 2019 => state QĐ 979 2019 CĐVX-ĐT 2019-12-12 979/QĐ-CĐVX-ĐT
Số: 1893/QĐ-ĐDN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập -Tự do- Hạnh phúc Nam Định, ngày 09 tháng 12 năm 2015 => state QĐ 1893 2015 ĐDN 2015-12-09 1893/QĐ-ĐDN
Số 36-HD/VPTW ĐẢNG CỘNG SẢN VIỆT NAM Hà Nội, ngày 03 tháng 4 năm 2018 HƯỚNG DẪN thể thức => party HD 36 2018 VPTW 2018-04-03 36-HD/VPTW
QUYẾT ĐỊNH 45/2005/QĐ-BQP ngày 06 tháng 4 năm 2005 của Bộ Quốc phòng => state QĐ 45 2005 BQP 2005-04-06 45/2005/QĐ-BQP
|59/2025/TT-BTC|27/10/2025| => state TT 59 2025 BTC 2025-10-27 59/2025/TT-BTC
2025-05-30 296-QĐ/TW => party QĐ 296 2025 TW 2025-05-30 296-QĐ/TW
296-QĐ/TW 2025-05-30 => party QĐ 296 2025 TW 2025-05-30 296-QĐ/TW
Nghị quyết 30c/NQ-CP ngày 8/11/2011 => state NQ 30c 2011 CP 2011-11-08 30c/NQ-CP
Nghị quyết 86-NQ/ĐUQSTW ngày 29/3/2007 => party NQ 86 2007 ĐUQSTW 2007-03-29 86-NQ/ĐUQSTW
Quyết định số 01/QĐ-TTg ngày 01 tháng giêng năm 2005 => state QĐ 01 2005 TTg 2005-01-01 01/QĐ-TTg
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư => state NĐ 30 2020 CP 2020-03-05 30/2020/NĐ-CP
Quyết định số 596-QĐ/TU, ngày 17-6-2022 => party QĐ 596 2022 TU 2022-06-17 596-QĐ/TU
Kết luận 01-KL/ĐU (01/7/2025) => party KL 01 2025 ĐU 2025-07-01 01-KL/ĐU
Chỉ thị số 01/CT-BQP ngày 3-1-2018 của Bộ trưởng Bộ Quốc phòng => state CT 01 2018 BQP 2018-01-03 01/CT-BQP
"""


def _lines(*tables):
    return [tuple(line.rsplit(" => ", 1)) for table in tables for line in table.splitlines() if line]


ALL = _lines(
    PARTY, STATE, OLD, JOINT, STANDARDS_AND_UNION, MARKS, GLUE, MISREAD, FILE_NAMES, FOREIGN, WORDS_ONLY, DATES
)


def _shown(result):
    assert isinstance(result, Parsed), result
    parts = (
        result.system,
        result.type_code or "_",
        result.number,
        result.year or "-",
        result.issuer_code,
        result.date or "-",
        result.canonical,
    )
    return " ".join(str(part) for part in parts)


@pytest.mark.parametrize(("raw", "expected"), ALL, ids=[raw for raw, _ in ALL])
def test_a_spelling_is_read(raw, expected):
    assert _shown(parse(raw)) == expected
